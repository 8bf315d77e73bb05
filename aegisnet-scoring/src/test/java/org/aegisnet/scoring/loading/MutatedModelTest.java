package org.aegisnet.scoring.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.aegisnet.scoring.autoencoder.GraphBuilder;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.model.MetadataJson;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelFileWriter;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.SampleMetadata;
import org.junit.jupiter.api.Test;

/**
 * Thousands of damaged and contrived model files. Each is either rejected with a message or loads and scores quickly, and the process survives.
 * A third are damaged bytes with a checksum, and a third are damaged bytes without one. A third are changed in the graph and signed again, so
 * that they reach the guard and the engines. {@code -P slow} takes 100,000.
 */
public class MutatedModelTest {
    private static final int FILES = Integer.getInteger("aegisnet.fuzz.files", 3_000);
    private static final long SECONDS_FOR_ONE = 10;

    private final List<Seed> seeds = List.of(
            new Seed(GraphBuilder.autoencoder(3, 1).build(), SampleMetadata.autoencoder(3)),
            new Seed(GraphBuilder.everyOperator(3).build(), SampleMetadata.autoencoder(3)),
            new Seed(SmallForest.model(), SampleMetadata.forest(List.of(0f, 1f, 2f))));

    @Test
    void isRefusedWithASentenceOrScores() {
        final Random random = new Random(20_261_121);
        int loaded = 0;
        long slowest = 0;
        for (int file = 0; file < FILES; file++) {
            final Seed seed = seeds.get(random.nextInt(seeds.size()));
            final long start = System.nanoTime();
            if (survives(seed, random, file)) {
                loaded++;
            }
            slowest = Math.max(slowest, System.nanoTime() - start);
        }
        assertTrue(slowest < SECONDS_FOR_ONE * 1_000_000_000, "One file took " + slowest / 1_000_000 + " ms");
        assertTrue(loaded > FILES / 100 && loaded < FILES, "Too few or too many came through: " + loaded);
    }

    /** The loader that reads the files; the module of ONNX Runtime gives one with a native engine. */
    protected ModelLoader loader() {
        return new ModelLoader();
    }

    private boolean survives(final Seed seed, final Random random, final int file) {
        try (FlowModel model = loader().load(mutated(seed, random, file % 3))) {
            final int features = model.metadata().features().size();
            try (BatchScorer scorer = model.openScorer(3)) {
                for (int row = 0; row < 3; row++) {
                    final float[] flow = new float[features];
                    Arrays.fill(flow, row - 1);
                    scorer.batch().put(row, flow);
                }
                scorer.score(3);
                assertEquals(3, scorer.explain(new int[] {0, 1, 2}, 3).size());
            }
            return true;
        } catch (final ModelRejectedException e) {
            assertFalse(e.getMessage().isBlank());
            return false;
        }
    }

    private static ModelFile mutated(final Seed seed, final Random random, final int way)
            throws ModelRejectedException {
        if (way == 0) {
            return ModelFile.read(damaged(new ModelFileWriter().write(seed.graph(), seed.metadata()), random));
        }
        final String description = new MetadataJson().write(seed.metadata());
        if (way == 1) {
            return ModelFile.read(damaged(seed.graph().toByteArray(), random), description);
        }
        Message.Builder changed = seed.graph().toBuilder();
        for (int change = random.nextInt(3); change >= 0; change--) {
            changed = change(changed, random);
        }
        return ModelFile.read(changed.build().toByteArray(), description);
    }

    private static byte[] damaged(final byte[] bytes, final Random random) {
        final int position = random.nextInt(bytes.length);
        switch (random.nextInt(5)) {
            case 0 -> {
                return Arrays.copyOf(bytes, position);
            }
            case 1 -> {
                final byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(50));
                System.arraycopy(
                        bytes, position, longer, longer.length - (bytes.length - position), bytes.length - position);
                return longer;
            }
            default -> {
                final byte[] flipped = bytes.clone();
                for (int flips = random.nextInt(4); flips >= 0; flips--) {
                    flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                return flipped;
            }
        }
    }

    /** Changes one field somewhere in a message: drops it, doubles it, or gives it a value that someone might contrive. */
    private static Message.Builder change(final Message.Builder message, final Random random) {
        final List<Map.Entry<FieldDescriptor, Object>> fields =
                new ArrayList<>(message.getAllFields().entrySet());
        if (fields.isEmpty()) {
            return message;
        }
        final FieldDescriptor field = fields.get(random.nextInt(fields.size())).getKey();
        if (!field.isRepeated()) {
            return switch (random.nextInt(8)) {
                case 0 -> message.clearField(field);
                default -> message.setField(field, contrived(field, message.getField(field), random));
            };
        }
        final int count = message.getRepeatedFieldCount(field);
        final int index = random.nextInt(count);
        final Object value = message.getRepeatedField(field, index);
        switch (random.nextInt(8)) {
            case 0 -> {
                final List<Object> rest = new ArrayList<>((List<?>) message.getField(field));
                rest.remove(index);
                message.setField(field, rest);
            }
            case 1 -> message.addRepeatedField(field, value);
            case 2 -> message.setRepeatedField(field, index, message.getRepeatedField(field, random.nextInt(count)));
            default -> message.setRepeatedField(field, index, contrived(field, value, random));
        }
        return message;
    }

    private static Object contrived(final FieldDescriptor field, final Object value, final Random random) {
        return switch (field.getJavaType()) {
            case MESSAGE -> change(((Message) value).toBuilder(), random).build();
            case INT ->
                List.of(0, 1, -1, 7, 8, Integer.MAX_VALUE, Integer.MIN_VALUE).get(random.nextInt(7));
            case LONG ->
                List.of(0L, 1L, -1L, 2L, 100L, 1L << 31, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE)
                        .get(random.nextInt(9));
            case FLOAT ->
                List.of(0f, -0f, 1f, Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE)
                        .get(random.nextInt(6));
            case DOUBLE -> List.of(0.0, Double.NaN, 1e300).get(random.nextInt(3));
            case STRING ->
                List.of("", "Loop", "Tile", "features", "score", "x".repeat(1000), "ai.onnx.ml", "Relu")
                        .get(random.nextInt(8));
            case BYTE_STRING -> ByteString.copyFrom(new byte[random.nextInt(64)]);
            case BOOLEAN -> random.nextBoolean();
            case ENUM ->
                field.getEnumType()
                        .getValues()
                        .get(random.nextInt(field.getEnumType().getValues().size()));
        };
    }

    private record Seed(ModelProto graph, ModelMetadata metadata) {}
}
