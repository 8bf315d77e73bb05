package org.aegisnet.processors.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Tells whether the file at a path is still the one that was opened: a deleted file stays readable for those who have it open.
 *
 * @param present whether a file with content is there
 * @param key how the file system tells files apart; empty where it does not say
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
