package org.aegisnet.processors.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file that is read again when it has changed. Immutable.
 *
 * @param file which need not be there
 */
public record WatchedFile(Path file) {
    private static final String UNIX = "unix";

    /**
     * A text that changes when the file changes, even if time and size stay the same, as after {@code cp -p} and {@code rsync -t}. It consists of
     * the file's number and its time of change, which programs cannot set. If the file system lacks these, the text comes from the content.
     */
    public String fingerprint() {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains(UNIX)) {
                final Map<String, Object> attributes =
                        new TreeMap<>(Files.readAttributes(file, "unix:dev,ino,ctime,lastModifiedTime,size"));
                return attributes.toString();
            }
            final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return "%s|%s|%s".formatted(attributes.lastModifiedTime(), attributes.fileKey(), digest());
        } catch (final IOException e) {
            return e.getClass().getSimpleName();
        }
    }

    private String digest() throws IOException {
        try (InputStream stream = Files.newInputStream(file);
                DigestInputStream digested = new DigestInputStream(stream, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
