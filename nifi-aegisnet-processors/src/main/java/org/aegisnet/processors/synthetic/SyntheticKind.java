package org.aegisnet.processors.synthetic;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** The kind of conversation that a synthetic flow imitates. Sizes and pauses imitate such a conversation, with a random part. */
enum SyntheticKind {
    /** Two questions, two answers, over UDP. */
    NAME_LOOKUP("name lookup", false, 17, 53, 0, 0) {
        @Override
        PacketTrain packets(final RandomGenerator random) {
            final int question = between(random, 28, 55);
            final int answer = question + between(random, 16, 120);
            return new PacketTrain()
                    .forward(question)
                    .after(between(random, 1, 5))
                    .forward(question)
                    .after(between(random, 200, 60_000))
                    .backward(answer)
                    .after(between(random, 2, 60))
                    .backward(answer);
        }
    },
    /** A page over TLS: handshake, some requests with their answers, a pause until the connection is closed. */
    WEB_PAGE("web page", false, 6, 443, 29_200, 240) {
        @Override
        PacketTrain packets(final RandomGenerator random) {
            final PacketTrain train = handshake(random, 8_000, 40_000);
            train.forward(between(random, 200, 520))
                    .after(between(random, 8_000, 40_000))
                    .backward(0);
            train.after(between(random, 100, 900))
                    .backward(1430)
                    .after(between(random, 5, 60))
                    .backward(between(random, 700, 1430));
            train.after(between(random, 10, 200))
                    .forward(0)
                    .after(between(random, 500, 3_000))
                    .forward(between(random, 90, 130));
            for (int request = between(random, 1, 3); request > 0; request--) {
                train.after(between(random, 20_000, 400_000)).forward(between(random, 150, 600));
                train.after(between(random, 10_000, 90_000)).backward(between(random, 300, 1430));
                train.after(between(random, 10, 300)).forward(0);
            }
            train.after(between(random, 3_000_000, 6_000_000))
                    .backward(31)
                    .after(between(random, 5, 90))
                    .backward(0);
            return train.after(between(random, 20, 300)).forward(0);
        }
    },
    /** A lookup of the time over UDP. */
    TIME_QUESTION("time question", false, 17, 123, 0, 0) {
        @Override
        PacketTrain packets(final RandomGenerator random) {
            return new PacketTrain()
                    .forward(48)
                    .after(between(random, 8_000, 60_000))
                    .backward(48);
        }
    },
    /** One probe of one port, which is closed; the next flow of the kind tries the next port of the same host. */
    PORT_SCAN("port scan", true, 6, 0, 1024, 0) {
        @Override
        PacketTrain packets(final RandomGenerator random) {
            return new PacketTrain().forward(0).after(between(random, 30, 90)).backward(0);
        }
    },
    /** Three passwords over FTP, each rejected by the server. */
    FTP_BRUTE_FORCE("FTP brute force", true, 6, 21, 29_200, 0) {
        @Override
        PacketTrain packets(final RandomGenerator random) {
            final PacketTrain train = handshake(random, 60, 300);
            train.after(between(random, 1_000, 3_000))
                    .backward(20)
                    .after(between(random, 30, 300))
                    .forward(0);
            for (int attempt = 0; attempt < 3; attempt++) {
                train.after(between(random, 100, 900))
                        .forward(11)
                        .after(between(random, 30, 90))
                        .backward(0);
                train.after(between(random, 200, 900))
                        .backward(34)
                        .after(between(random, 30, 90))
                        .backward(0);
                train.after(between(random, 30, 300))
                        .forward(between(random, 12, 24))
                        .after(between(random, 40_000, 90_000))
                        .backward(0);
                train.after(between(random, 2_400_000, 3_200_000))
                        .backward(22)
                        .after(between(random, 30, 90))
                        .forward(0);
            }
            return train.after(between(random, 100, 900))
                    .forward(0)
                    .after(between(random, 30, 90))
                    .backward(0)
                    .after(20)
                    .backward(0);
        }
    },
    /** Requests as fast as they go, each for a whole page. */
    HTTP_FLOOD("HTTP flood", true, 6, 80, 29_200, 235) {
        @Override
        PacketTrain packets(final RandomGenerator random) {
            final PacketTrain train = handshake(random, 100, 900);
            train.after(between(random, 1, 20))
                    .forward(between(random, 300, 400))
                    .after(between(random, 100, 700))
                    .backward(0);
            train.after(between(random, 10_000, 120_000))
                    .backward(4344)
                    .after(2)
                    .backward(7251 - between(random, 0, 40));
            train.after(between(random, 20, 200))
                    .forward(0)
                    .after(between(random, 1, 30))
                    .forward(0);
            train.after(between(random, 100, 5_000))
                    .forward(0)
                    .after(between(random, 100, 600))
                    .backward(0);
            return train.after(between(random, 1, 20)).forward(0);
        }
    },
    /** A request that is never finished, with a header now and then, to keep a server waiting. */
    SLOW_REQUEST("slow request", true, 6, 80, 29_200, 235) {
        @Override
        PacketTrain packets(final RandomGenerator random) {
            final PacketTrain train = handshake(random, 100, 900);
            train.after(between(random, 100, 800))
                    .forward(between(random, 220, 240))
                    .after(between(random, 100, 700))
                    .backward(0);
            train.after(between(random, 10_000_000, 16_000_000)).forward(8);
            return train.after(between(random, 60_000_000, 90_000_000))
                    .backward(0)
                    .after(between(random, 100, 900))
                    .forward(0);
        }
    };

    private final String words;
    private final boolean attack;
    private final int protocol;
    private final int port;
    private final int forwardWindow;
    private final int backwardWindow;

    SyntheticKind(
            final String words,
            final boolean attack,
            final int protocol,
            final int port,
            final int forwardWindow,
            final int backwardWindow) {
        this.words = words;
        this.attack = attack;
        this.protocol = protocol;
        this.port = port;
        this.forwardWindow = forwardWindow;
        this.backwardWindow = backwardWindow;
    }

    /** The packets of one conversation. */
    abstract PacketTrain packets(RandomGenerator random);

    static List<SyntheticKind> attacks(final boolean attacks) {
        return Arrays.stream(values()).filter(kind -> kind.attack == attacks).toList();
    }

    String words() {
        return words;
    }

    boolean isAttack() {
        return attack;
    }

    /** IANA number. */
    int protocol() {
        return protocol;
    }

    /** The port of the destination; 0 if it is another one each time. */
    int port() {
        return port;
    }

    /** The first window of the side that began, in bytes; 0 without TCP. */
    int forwardWindow() {
        return forwardWindow;
    }

    /** The first window of the side that answered. */
    int backwardWindow() {
        return backwardWindow;
    }

    private static PacketTrain handshake(final RandomGenerator random, final int shortest, final int longest) {
        return new PacketTrain()
                .forward(0)
                .after(between(random, shortest, longest))
                .backward(0)
                .after(between(random, 10, 90))
                .forward(0);
    }

    private static int between(final RandomGenerator random, final int least, final int most) {
        return random.nextInt(least, most + 1);
    }
}
