package org.aegisnet.processors;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * The models that are loaded in this NAR. Processors with the same model share one: it is loaded for the first of them and closed after the last.
 * Thread-safe.
 */
final class ModelRegistry {
    /** NiFi gives processors nothing that they could share a model by, but the class loader of their NAR. */
    private static final ModelRegistry OF_THIS_NAR = new ModelRegistry();

    private final Map<String, SharedModel> models = new HashMap<>();

    static ModelRegistry ofThisNar() {
        return OF_THIS_NAR;
    }

    /**
     * Lends the model of a file, and loads it where nobody has it yet.
     *
     * @throws ModelRejectedException where the model cannot be used
     */
    synchronized ModelLease lease(final ModelFile file) throws ModelRejectedException {
        final String identity = identity(file.bytes());
        SharedModel shared = models.get(identity);
        if (shared == null) {
            shared = new SharedModel(new ModelLoader().load(file));
            models.put(identity, shared);
        }
        shared.leases++;
        return new ModelLease(this, identity, shared.model);
    }

    synchronized void giveBack(final String identity) {
        final SharedModel shared = models.get(identity);
        shared.leases--;
        if (shared.leases == 0) {
            models.remove(identity);
            shared.model.close();
        }
    }

    /** How many models are loaded. */
    synchronized int size() {
        return models.size();
    }

    private static String identity(final byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    private static final class SharedModel {
        private final FlowModel model;
        private int leases;

        private SharedModel(final FlowModel model) {
            this.model = model;
        }
    }
}
