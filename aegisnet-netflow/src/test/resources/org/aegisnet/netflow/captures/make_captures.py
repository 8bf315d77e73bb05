#!/usr/bin/env python3
"""Makes the softflowd captures beside this file; needs softflowd 1.1 and nothing else.

Writes a packet capture of 24 conversations (TCP, UDP, ICMP over IPv4 and IPv6, some in a VLAN) to a temporary file, lets softflowd export
it to a socket on the loopback in several versions, and keeps what arrives: per datagram its length as four bytes, big endian, and the
datagram. Prints the sums of the traffic, which the tests expect: bytes of IP and packets, all and IPv4 alone.
"""
import pathlib, socket, struct, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).parent
START = 1_760_000_000.0
VARIANTS = {
    "softflowd_v5": ["-v", "5"],
    "softflowd_v9": ["-v", "9"],
    "softflowd_v9_sampled": ["-v", "9", "-s", "5"],
    "softflowd_v9_vlan": ["-v", "9", "-T", "vlan"],
    "softflowd_v10": ["-v", "10"],
    "softflowd_v10_biflow": ["-v", "10", "-b"],
    "softflowd_v10_ether": ["-v", "10", "-T", "ether"],
    "softflowd_v10_seconds": ["-v", "10", "-A", "sec"],
    "softflowd_v10_milliseconds": ["-v", "10", "-A", "milli"],
    "softflowd_v10_microseconds": ["-v", "10", "-A", "micro"],
    "softflowd_v10_nanoseconds": ["-v", "10", "-A", "nano"],
}


def ipv4(src, dst, protocol, payload):
    header = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 7, 0, 64, protocol, 0, src, dst)
    return header + payload


def ipv6(src, dst, protocol, payload):
    return struct.pack(">IHBB16s16s", 6 << 28, len(payload), protocol, 64, src, dst) + payload


def tcp(sport, dport, flags, size):
    return struct.pack(">HHIIBBHHH", sport, dport, 1, 1, 0x50, flags, 8192, 0, 0) + bytes(size)


def udp(sport, dport, size):
    return struct.pack(">HHHH", sport, dport, 8 + size, 0) + bytes(size)


def packets():
    out, clock = [], START
    for number in range(24):
        six = number % 3 == 2
        if six:
            a, b = (socket.inet_pton(socket.AF_INET6, f"2001:db8::{last:x}") for last in (number + 1, 0xff))
        else:
            a, b = bytes([192, 0, 2, number + 1]), bytes([198, 51, 100, 7])
        wrap = ipv6 if six else ipv4
        kind = number % 4
        if kind < 2:
            turns = [(a, b, 0x02, 0), (b, a, 0x12, 0), (a, b, 0x10, 0), (a, b, 0x18, 100 + number), (b, a, 0x18, 1000), (b, a, 0x11, 0), (a, b, 0x11, 0)]
            parts = [(wrap(s, d, 6, tcp(40000 + number if s == a else 443, 443 if s == a else 40000 + number, f, n))) for s, d, f, n in turns]
        elif kind == 2:
            parts = [wrap(a, b, 17, udp(50000 + number, 53, 30)), wrap(b, a, 17, udp(53, 50000 + number, 120))]
        elif six:
            parts = [wrap(a, b, 58, struct.pack(">BBHI", 128, 0, 0, 1) + bytes(56)), wrap(b, a, 58, struct.pack(">BBHI", 129, 0, 0, 1) + bytes(56))]
        else:
            parts = [wrap(a, b, 1, struct.pack(">BBHI", 8, 0, 0, 1) + bytes(56)), wrap(b, a, 1, struct.pack(">BBHI", 0, 0, 0, 1) + bytes(56))]
        for part in parts:
            tag = b"\x81\x00" + struct.pack(">H", 100 + number % 2) if number % 6 == 0 else b""
            frame = bytes.fromhex("020000000002" "020000000001") + tag + (b"\x86\xdd" if six else b"\x08\x00") + part
            out.append((clock, frame, len(part), six))
            clock += 0.0123
        clock += 0.5
    return out


def main():
    traffic = packets()
    print("bytes", sum(p[2] for p in traffic), "packets", len(traffic), "of IPv4", sum(p[2] for p in traffic if not p[3]), sum(1 for p in traffic if not p[3]))
    with tempfile.TemporaryDirectory() as scratch:
        pcap = pathlib.Path(scratch, "traffic.pcap")
        with pcap.open("wb") as file:
            file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
            for clock, frame, _, _ in traffic:
                file.write(struct.pack("<IIII", int(clock), int(clock % 1 * 1e6), len(frame), len(frame)) + frame)
        for name, options in VARIANTS.items():
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
                receiver.bind(("127.0.0.1", 0))
                receiver.settimeout(1)
                target = f"127.0.0.1:{receiver.getsockname()[1]}"
                subprocess.run(["softflowd", "-d", "-a", "-r", pcap.name, "-n", target, *options, "-p", "pid", "-c", "ctl"],
                               cwd=scratch, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                with (HERE / f"{name}.dgrams").open("wb") as file:
                    try:
                        while True:
                            datagram = receiver.recv(65535)
                            file.write(struct.pack(">I", len(datagram)) + datagram)
                    except socket.timeout:
                        pass


if __name__ == "__main__":
    sys.exit(main())
