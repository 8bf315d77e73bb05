package org.aegisnet.processors.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aegisnet.processors.ModelFixtures;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.NativeTrials;
import org.aegisnet.scoring.model.ModelFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerPoolTest {
    @TempDir
    private Path folder;

    private ScorerPool pool;

    @BeforeEach
    void loadAutoencoder() throws Exception {
        pool = pool();
    }

    private ScorerPool pool() throws Exception {
        return new ScorerPool(
                new ModelRegistry()
                        .lease(
                                EngineChoice.plainJava().loadingOf(ModelFile.read(ModelFixtures.autoencoder(folder))),
                                NativeTrials.UNRECORDED),
                8);
    }

    @Test
    void lendsAScorerAgainWhenItIsBack() {
        final BatchScorer first = pool.borrow().orElseThrow();
        assertNotSame(first, pool.borrow().orElseThrow());
        pool.giveBack(first);
        assertSame(first, pool.borrow().orElseThrow());
    }

    @Test
    void refusesToLendWhenClosed() {
        pool.close();
        assertTrue(pool.borrow().isEmpty());
    }

    @Test
    void letsABorrowedScorerFinishAfterClosing() {
        final BatchScorer scorer = pool.borrow().orElseThrow();
        pool.close();
        scorer.batch().put(0, new float[] {1000, 0, 0});
        scorer.score(1);
        assertEquals(1, scorer.scoreOf(0), 1e-6);
        pool.giveBack(scorer);
        assertThrows(IllegalStateException.class, () -> scorer.score(1), "it is closed when it comes back");
    }

    /** A native session that is closed under a running batch takes the whole JVM down, and this test with it. */
    @Test
    void survivesBeingClosedWhileTasksScore() throws Exception {
        try (ExecutorService tasks = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 50; round++) {
                final ScorerPool fresh = pool();
                final CountDownLatch scoring = new CountDownLatch(2);
                final List<Future<Double>> scores = new ArrayList<>();
                for (int task = 0; task < 2; task++) {
                    scores.add(tasks.submit(() -> scoreManyBatches(fresh, scoring)));
                }
                scoring.await();
                fresh.close();
                for (final Future<Double> score : scores) {
                    assertEquals(1, score.get(), 1e-6);
                }
            }
        }
    }

    private static double scoreManyBatches(final ScorerPool pool, final CountDownLatch scoring) {
        final BatchScorer scorer = pool.borrow().orElseThrow();
        try {
            scorer.batch().put(0, new float[] {1000, 0, 0});
            scoring.countDown();
            for (int batch = 0; batch < 200; batch++) {
                scorer.score(1);
            }
            return scorer.scoreOf(0);
        } finally {
            pool.giveBack(scorer);
        }
    }
}
