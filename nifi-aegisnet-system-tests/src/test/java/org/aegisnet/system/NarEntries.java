package org.aegisnet.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The names of the files in a NAR. The files of the jars within the NAR are among them.
 *
 * @param all names, with the folder within the jar
 * @param jars the names of the jars
 */
record NarEntries(Set<String> all, Set<String> jars) {
    static NarEntries of(final Path nar) throws IOException {
        final NarEntries entries = new NarEntries(new TreeSet<>(), new TreeSet<>());
        try (InputStream stream = Files.newInputStream(nar)) {
            entries.read(stream);
        }
        return entries;
    }

    private void read(final InputStream archive) throws IOException {
        final ZipInputStream entries = new ZipInputStream(archive);
        for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            if (entry.getName().endsWith(".jar")) {
                jars.add(entry.getName().substring(entry.getName().lastIndexOf('/') + 1));
                read(entries);
            } else if (!entry.isDirectory()) {
                all.add(entry.getName());
            }
        }
    }

    /** Libraries for Linux, Windows and macOS, and whatever else a process could load natively. */
    Set<String> nativeLibraries() {
        final Set<String> libraries = new TreeSet<>(all);
        libraries.removeIf(name -> !name.matches(".*\\.(so|dll|dylib|jnilib)(\\.[0-9.]+)?"));
        return libraries;
    }
}
