#!/usr/bin/env python3
"""Makes office-and-attacks.pcap: what a router would have exported for the flows of ../flows/office-and-brute-force.csv.

Every flow of the CSV becomes packets with the counts, bytes and duration that CICFlowMeter measured; a port scan and an
upload are added. softflowd (Debian's package) reads the packets and exports NetFlow v9 to a socket of this script on
loopback, and the datagrams are written as a pcap. Addresses are those set aside for documentation (RFC 5737).

    python3 make_capture.py            # needs softflowd on the PATH; writes office-and-attacks.pcap beside this file
"""
import csv
import pathlib
import random
import socket
import struct
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SEED = 20261121
START = 1_790_000_000  # seconds since 1970 at which the first flow may begin: a day in September 2026
SPREAD = 3_600  # seconds over which the flows begin
EXPORTER, COLLECTOR = "192.0.2.1", "192.0.2.2"
SERVER = "192.0.2.5"
SSH_ATTACKER, FTP_ATTACKER, SCANNER = "203.0.113.66", "203.0.113.67", "203.0.113.99"
UPLOADER, UPLOAD_TARGET = "192.0.2.77", "203.0.113.200"
OFFICE, CLOUD, HOSTS = 10, 130, 60  # hosts 192.0.2.10 to .69 are the office, .130 to .189 a network of cloud servers
FIRST_CLIENT_PORT, FIRST_DYNAMIC_PORT = 1024, 49152
TCP, UDP = 6, 17
FIN, SYN, RST, ACK = 1, 2, 4, 16
SAME_PORT_ON_BOTH_SIDES = {138, 5353, 17500}
KEPT_OF_A_PACKET = 64


class Flow:
    """One conversation: who, when (seconds), and packets and payload bytes each way."""

    def __init__(self, source, source_port, destination, destination_port, protocol, start, duration, forward, backward):
        self.source, self.source_port = source, source_port
        self.destination, self.destination_port = destination, destination_port
        self.protocol, self.start, self.duration = protocol, start, duration
        self.forward, self.backward = forward, backward

    def packets(self):
        """(time, source, source port, destination, destination port, protocol, payload bytes, TCP flags) of each packet."""
        for (count, payload), away in ((self.forward, True), (self.backward, False)):
            for index in range(count):
                share = payload * (index + 1) // count - payload * index // count
                at = self.start + (self.duration * index / (count - 1) if count > 1 else 0 if away else self.duration)
                ends = (self.source, self.source_port, self.destination, self.destination_port)
                if not away:
                    ends = ends[2:] + ends[:2]
                yield (at + (0 if away else 0.0000005), *ends, self.protocol, share, self.flags(index, count, away))

    def flags(self, index, count, away):
        if self.protocol != TCP:
            return 0
        if index == 0 and self.source_port >= FIRST_CLIENT_PORT:
            refused = not away and self.backward[1] == 0 and count == 1
            return SYN if away else ACK | (RST if refused else SYN)
        return ACK | (FIN if index == count - 1 else 0)


def office_source_ports():
    """Source port by row of the CSV, from CICFlowMeter's own files, where the columns that the demo ships without still are."""
    with open(HERE / "office-source-ports.csv", newline="") as file:
        return {int(row["row"]): int(row["source_port"]) for row in csv.DictReader(file)}


def flows_of_the_csv(dice):
    known = office_source_ports()
    with open(HERE.parent / "flows" / "office-and-brute-force.csv", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            protocol = int(row["Protocol"])
            if protocol not in (TCP, UDP):
                continue
            port = int(row["Destination Port"])
            label = row["Label"]
            made_up = port if port in SAME_PORT_ON_BOTH_SIDES else 49152 + number
            source_port = known.get(number, made_up)
            if label != "BENIGN":
                source, destination = (SSH_ATTACKER if label == "SSH-Bruteforce" else FTP_ATTACKER), SERVER
            elif number not in known and port >= FIRST_DYNAMIC_PORT:
                continue  # an answer, of which nobody knows which service gave it
            else:
                # No two flows between the same hosts and ports: the exporter would take them for one.
                inside = f"192.0.2.{(OFFICE if number in known else CLOUD) + number % HOSTS}"
                outside = f"198.51.100.{1 + (port + number // HOSTS) % 200}"
                is_answer = source_port < FIRST_CLIENT_PORT <= port
                source, destination = (outside, inside) if is_answer else (inside, outside)
            yield Flow(
                source,
                source_port,
                destination,
                port,
                protocol,
                dice.uniform(0, SPREAD),
                float(row["Flow Duration"]) / 1e6,
                (int(row["Total Fwd Packets"]), round(float(row["Total Length of Fwd Packets"]))),
                (int(row["Total Backward Packets"]), round(float(row["Total Length of Bwd Packets"]))),
            )


def port_scan(dice):
    for number, port in enumerate(dice.sample(range(1, 10_000), 300)):
        yield Flow(SCANNER, 40_000 + number % 7, SERVER, port, TCP, 1_200 + number * 0.05, 0.0002, (1, 0), (1, 0))


def upload():
    """53 MB of UDP to port 53 within 100 seconds."""
    yield Flow(UPLOADER, 51_514, UPLOAD_TARGET, 53, UDP, 2_400, 100, (40_000, 53_100_000), (12, 1_200))


def checksum(data):
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    total = (total & 0xFFFF) + (total >> 16)
    return ~(total + (total >> 16)) & 0xFFFF


def frame(source, source_port, destination, destination_port, protocol, payload, flags):
    """(kept bytes, length on the wire) of an Ethernet frame; the payload itself is not kept."""
    header = 20 if protocol == TCP else 8
    length = min(20 + header + payload, 65_535)
    ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, length, 0, 0x4000, 64, protocol, 0, socket.inet_aton(source), socket.inet_aton(destination))
    ip = ip[:10] + struct.pack(">H", checksum(ip)) + ip[12:]
    if protocol == TCP:
        transport = struct.pack(">HHIIBBHHH", source_port, destination_port, 0, 0, 0x50, flags, 65_535, 0, 0)
    else:
        transport = struct.pack(">HHHH", source_port, destination_port, length - 20, 0)
    ethernet = b"\x02\x00\x00\x00\x00\x02\x02\x00\x00\x00\x00\x01\x08\x00"
    return (ethernet + ip + transport)[:KEPT_OF_A_PACKET], 14 + length


def write_pcap(path, frames):
    """frames: (seconds since 1970, kept bytes, length on the wire)"""
    with open(path, "wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65_535, 1))
        for at, kept, length in frames:
            seconds = int(at)
            file.write(struct.pack("<IIII", seconds, int((at - seconds) * 1e6), len(kept), length) + kept)


def exported(packets):
    """The datagrams that softflowd sends for a pcap."""
    collector = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    collector.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8_000_000)
    collector.bind(("127.0.0.1", 0))
    collector.settimeout(2)
    target = f"127.0.0.1:{collector.getsockname()[1]}"
    command = ["softflowd", "-d", "-a", "-r", str(packets), "-n", target, "-v", "9", "-m", "100000"]
    command += ["-t", "maxlife=120", "-t", "tcp=120", "-t", "udp=60", "-t", "general=120", "-t", "expint=10"]
    command += ["-p", str(packets) + ".pid", "-c", "none"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as exporter:
        try:
            while True:
                yield collector.recv(65_535)
        except TimeoutError:
            exporter.wait(60)
    if exporter.returncode != 0:
        sys.exit(f"softflowd ended with {exporter.returncode}")


def datagram_frame(datagram):
    length = 28 + len(datagram)
    ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, length, 0, 0, 64, UDP, 0, socket.inet_aton(EXPORTER), socket.inet_aton(COLLECTOR))
    ip = ip[:10] + struct.pack(">H", checksum(ip)) + ip[12:]
    return b"\x02\x00\x00\x00\x00\x02\x02\x00\x00\x00\x00\x01\x08\x00" + ip + struct.pack(">HHHH", 2055, 2055, 8 + len(datagram), 0) + datagram


def main():
    dice = random.Random(SEED)
    flows = [*flows_of_the_csv(dice), *port_scan(dice), *upload()]
    packets = sorted(packet for flow in flows for packet in flow.packets())
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "packets.pcap"
        write_pcap(source, ((START + at, *frame(*rest)) for at, *rest in packets))
        frames = []
        for datagram in exported(source):
            seconds = struct.unpack(">I", datagram[8:12])[0]
            whole = datagram_frame(datagram)
            frames.append((seconds, whole, len(whole)))
    write_pcap(HERE / "office-and-attacks.pcap", frames)
    print(f"{len(flows)} conversations, {len(packets)} packets, {len(frames)} datagrams of NetFlow v9")


if __name__ == "__main__":
    main()
