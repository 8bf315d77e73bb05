package org.aegisnet.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The native libraries that ONNX Runtime has unpacked into the temporary folder. It deletes them when the JVM ends. That is too late if a NAR is
 * removed and installed again, because each time leaves another copy. A loaded library does not need its file any more. On Windows the file
 * cannot be deleted while it is loaded, so it stays.
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
