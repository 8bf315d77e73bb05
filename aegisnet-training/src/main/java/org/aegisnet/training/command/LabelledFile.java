package org.aegisnet.training.command;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/**
 * A file on the command line with the name of the network its flows are from: {@code office=monday.csv}, or just {@code monday.csv}, whose
 * network is called as the file is.
 *
 * @param network for tables
 * @param file where the flows are
 */
record LabelledFile(String network, Path file) {
    /** Converter of an argument to a labelled file. */
    static final class Converter implements ITypeConverter<LabelledFile> {
        @Override
        public LabelledFile convert(final String argument) {
            final int equals = argument.indexOf('=');
            final Path file = Path.of(argument.substring(equals + 1));
            return new LabelledFile(
                    equals > 0
                            ? argument.substring(0, equals)
                            : file.getFileName().toString(),
                    file);
        }
    }
}
