package org.aegisnet.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** State of earlier versions is made of these bytes, so each of them counts. */
class VarintTest {
    private static VarintInput input(final String hexadecimal) {
        return new VarintInput(new ByteArrayInputStream(HexFormat.of().parseHex(hexadecimal)));
    }

    @FunctionalInterface
    private interface Writing {
        void write(VarintOutput output) throws IOException;
    }

    private static String written(final Writing writing) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writing.write(new VarintOutput(bytes));
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "127, 7f",
        "128, 8001",
        "300, ac02",
        "16383, ff7f",
        "16384, 808001",
        "9223372036854775807, ffffffffffffffff7f",
        "-1, ffffffffffffffffff01",
        "-9223372036854775808, 80808080808080808001",
    })
    void countsAreGroupsOfSevenBitsTheLowestFirst(final long count, final String bytes) throws IOException {
        assertEquals(bytes, written(output -> output.writeCount(count)));
        assertEquals(count, input(bytes).readCount());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "-1, 01",
        "1, 02",
        "-64, 7f",
        "64, 8001",
        "9223372036854775807, feffffffffffffffff01",
        "-9223372036854775808, ffffffffffffffffff01",
    })
    void numbersOfEitherSignAreZigzag(final long number, final String bytes) throws IOException {
        assertEquals(bytes, written(output -> output.writeNumber(number)));
        assertEquals(number, input(bytes).readNumber());
    }

    @Test
    void textsAndBytesComeAfterTheirLength() throws IOException {
        assertEquals("035ac3bc", written(output -> output.writeText("Z\u00fc")));
        assertEquals("Z\u00fc", input("035ac3bc").readText());
        final byte[] large = new byte[200_000];
        new Random(1).nextBytes(large);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new VarintOutput(bytes).writeBinary(large);
        assertArrayEquals(large, new VarintInput(new ByteArrayInputStream(bytes.toByteArray())).readBinary());
    }

    @Test
    void dataThatCannotHaveBeenWrittenIsRejected() {
        assertEquals(
                "a size is 300, and its maximum is 299",
                assertThrows(StreamCorruptedException.class, () -> input("ac02").readSize(299))
                        .getMessage());
        assertEquals(
                "a size is 18446744073709551615, and its maximum is 299",
                assertThrows(
                                StreamCorruptedException.class,
                                () -> input("ffffffffffffffffff01").readSize(299))
                        .getMessage());
        assertEquals(
                "a number does not end",
                assertThrows(
                                StreamCorruptedException.class,
                                () -> input("ff".repeat(11)).readCount())
                        .getMessage());
        assertThrows(EOFException.class, () -> input("80").readCount());
        assertThrows(EOFException.class, () -> input("ffff7f00").readBinary());
    }
}
