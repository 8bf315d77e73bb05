package org.aegisnet.processors.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Identity of the file at a path. It tells if the file is still the one that was opened, because a deleted file stays readable while it is open.
 *
 * @param present true if a file with content is there
 * @param key the file system's key of the file; empty if the file system has no such keys
 */
record FileIdentity(boolean present, Optional<Object> key) {
    static FileIdentity of(final Path path) throws IOException {
        try {
            final BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new FileIdentity(attributes.size() > 0, Optional.ofNullable(attributes.fileKey()));
        } catch (final NoSuchFileException e) {
            return new FileIdentity(false, Optional.empty());
        }
    }
}
