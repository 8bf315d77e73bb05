package org.aegisnet.processors.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.aegisnet.scoring.loading.BundledModels;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.apache.nifi.components.resource.ResourceReference;
import org.apache.nifi.components.resource.ResourceType;

/** Source of a processor's model: the file or URL that the user names, or else the bundled model. Immutable. */
public class ModelSource {
    private static final UrlDownload DOWNLOAD =
            new UrlDownload(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(2));

    private final ModelKind kind;
    private final Optional<ResourceReference> resource;
    private final UrlDownload download;

    /**
     * @param kind what the processor needs
     * @param resource empty for the bundled model
     */
    public ModelSource(final ModelKind kind, final Optional<ResourceReference> resource) {
        this(kind, resource, DOWNLOAD);
    }

    public ModelSource(final ModelKind kind, final Optional<ResourceReference> resource, final UrlDownload download) {
        this.kind = kind;
        this.resource = resource;
        this.download = download;
    }

    /**
     * Reads and checks the model file.
     *
     * @throws ModelRejectedException if it cannot be used, or is of the other kind; the message names the file
     * @throws IOException if it cannot be read
     */
    public ModelFile read() throws ModelRejectedException, IOException {
        if (resource.isEmpty()) {
            return new BundledModels().read(kind);
        }
        final ModelFile file = readResource(resource.get());
        if (file.metadata().kind() != kind) {
            throw new ModelRejectedException("%s holds %s, but this processor needs %s"
                    .formatted(
                            resource.get().getLocation(), file.metadata().kind().inWords(), kind.inWords()));
        }
        return file;
    }

    private ModelFile readResource(final ResourceReference reference) throws ModelRejectedException, IOException {
        try {
            if (reference.getResourceType() == ResourceType.FILE) {
                return readFile(reference.asFile().toPath());
            }
            // A whole model is smaller than what is read at most, so one that is larger is refused and never cut off.
            return ModelFile.read(
                    new ByteArrayInputStream(download.read(reference.asURL(), ModelFile.MAXIMUM_BYTES + 1)));
        } catch (final ModelRejectedException e) {
            throw new ModelRejectedException("%s: %s".formatted(reference.getLocation(), e.getMessage()), e);
        }
    }

    private static ModelFile readFile(final Path file) throws ModelRejectedException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("File %s does not exist; correct the path".formatted(file));
        }
        try {
            return ModelFile.read(file);
        } catch (final FileSystemException e) {
            throw new IOException(
                    "%s cannot be read: %s".formatted(file, e.getClass().getSimpleName()), e);
        }
    }

    /** Tells whether reading needs no network. Such a source can be read at each validation of the processor by NiFi. */
    public boolean isLocal() {
        return resource.isEmpty() || resource.get().getResourceType() == ResourceType.FILE;
    }

    /** Tells whether the model can change later. */
    boolean canChange() {
        return resource.isPresent();
    }

    /** Changes when the file does, or the description beside it; of a URL only reading tells. */
    String fingerprint() {
        if (resource.isEmpty()) {
            return "bundled";
        }
        if (resource.get().getResourceType() != ResourceType.FILE) {
            return resource.get().getLocation();
        }
        final Path file = resource.get().asFile().toPath();
        return new WatchedFile(file).fingerprint() + new WatchedFile(ModelFile.descriptionBeside(file)).fingerprint();
    }
}
