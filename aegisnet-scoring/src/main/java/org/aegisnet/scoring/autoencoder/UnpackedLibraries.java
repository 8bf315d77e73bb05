package org.aegisnet.scoring.autoencoder;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The native libraries that ONNX Runtime has unpacked into the temporary folder. It deletes them when the JVM ends, which is too late where a NAR is taken out
 * and put in again: every time leaves another copy. A loaded library needs no file any more, except on Windows, where it cannot be deleted and stays.
 */
final class UnpackedLibraries {
    private UnpackedLibraries() {}

    /** Deletes them. To be called when ONNX Runtime is loaded; where it does not tell what it has unpacked, nothing happens. */
    static void delete() {
        try {
            final Field field = Class.forName("ai.onnxruntime.OnnxRuntime", true, OrtEnvironment.class.getClassLoader())
                    .getDeclaredField("tempDirectory");
            field.setAccessible(true);
            if (field.get(null) instanceof Path folder && Files.isDirectory(folder)) {
                delete(folder);
            }
        } catch (final ReflectiveOperationException | InaccessibleObjectException | IOException | SecurityException e) {
            // Some disk space until the JVM ends is all that is at stake, and ONNX Runtime sees to it then.
            return;
        }
    }

    private static void delete(final Path folder) throws IOException {
        final List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.toList();
        }
        for (final Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }
}
