package org.aegisnet.processors.csv;

/**
 * Text in a column of numbers, such as {@code Infinity}, {@code NaN}, {@code 007} or {@code 0x0008}. NiFi converts a String that looks like a number
 * into one if the type of its field allows numbers. It writes any other object as text. So this text leaves as it came, and no writer meets a number
 * that its format does not have. Immutable.
 *
 * @param text as the file has it
 */
record TextCell(String text) implements CharSequence {
    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(final int index) {
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(final int start, final int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
