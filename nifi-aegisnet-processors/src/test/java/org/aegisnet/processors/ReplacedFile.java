package org.aegisnet.processors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writer of files that another thread may read at any moment: that thread sees the old content or the new content, and never a part. */
public final class ReplacedFile {
    private ReplacedFile() {}

    /** Returns the file, which has the content now. */
    public static Path write(final Path file, final String content) throws IOException {
        return write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the file, which has the content now. */
    public static Path write(final Path file, final byte[] content) throws IOException {
        final Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), "whole", ".tmp");
        Files.write(whole, content);
        return Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
