package org.aegisnet.scoring.model;

import com.google.protobuf.ByteString;
import java.util.Arrays;

/**
 * The lists of an attribute in an ONNX graph: its integers, floats and texts. An attribute of a forest has one entry for each of the forest's
 * nodes. The lists are filled while a file is read, and not changed afterwards; threads may then share them.
 */
public final class AttributeLists {
    /** The lists of an attribute that is not there. */
    public static final AttributeLists NONE = new AttributeLists(0);

    private static final int FIRST_LENGTH = 16;

    private final int expected;
    private long[] integers = new long[0];
    private float[] floats = new float[0];
    private ByteString[] texts = new ByteString[0];
    private int integerCount;
    private int floatCount;
    private int textCount;

    /** @param expected how long a list is made to begin with */
    AttributeLists(final int expected) {
        this.expected = Math.max(FIRST_LENGTH, expected);
    }

    void addInteger(final long value) {
        if (integerCount == integers.length) {
            integers = Arrays.copyOf(integers, longer(integerCount));
        }
        integers[integerCount++] = value;
    }

    void addFloat(final float value) {
        if (floatCount == floats.length) {
            floats = Arrays.copyOf(floats, longer(floatCount));
        }
        floats[floatCount++] = value;
    }

    void addText(final ByteString text) {
        if (textCount == texts.length) {
            texts = Arrays.copyOf(texts, longer(textCount));
        }
        texts[textCount++] = text;
    }

    private int longer(final int length) {
        return length == 0 ? expected : 2 * length;
    }

    int longest() {
        return Math.max(integerCount, Math.max(floatCount, textCount));
    }

    /** The number of integers. */
    public int integers() {
        return integerCount;
    }

    /** The integer at a position from 0 on. */
    public long integer(final int position) {
        return integers[position];
    }

    /** The number of floats. */
    public int floats() {
        return floatCount;
    }

    /** The float at a position from 0 on. */
    public float number(final int position) {
        return floats[position];
    }

    /** The number of texts. */
    public int texts() {
        return textCount;
    }

    /** The text at a position from 0 on; short texts that are alike are mostly one object. */
    public ByteString text(final int position) {
        return texts[position];
    }
}
