package org.aegisnet.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiPredicate;

/** Clients that post one request after another, each over its own connection, and keep count. */
final class LoadOfClients {
    private static final double MILLISECOND = 1e6;

    private final int clients;
    private final Duration duration;

    LoadOfClients(final int clients, final Duration duration) {
        this.clients = clients;
        this.duration = duration;
    }

    /**
     * The outcome of the load.
     *
     * @param nanoseconds duration of each answered request, sorted
     * @param faults answers that were not as expected, or did not come
     */
    record Outcome(List<Long> nanoseconds, List<String> faults) {
        int answered() {
            return nanoseconds.size();
        }

        double milliseconds(final double quantile) {
            final int place = (int) Math.min(nanoseconds.size() - 1L, (long) (quantile * nanoseconds.size()));
            return nanoseconds.get(place) / MILLISECOND;
        }

        String inWords(final Duration duration) {
            return String.format(
                    Locale.ROOT,
                    "%d answers, %.0f a second, p50 %.0f ms, p99 %.0f ms, %d faults",
                    answered(),
                    answered() / (double) duration.toSeconds(),
                    milliseconds(0.5),
                    milliseconds(0.99),
                    faults.size());
        }
    }

    /**
     * Runs all clients until the time is over, and waits for every answer.
     *
     * @param bodies sent in turn
     * @param expected whether an answer belongs to a body, by the body's place
     */
    Outcome post(
            final URI address, final List<String> bodies, final BiPredicate<Integer, HttpResponse<String>> expected)
            throws InterruptedException, ExecutionException {
        final Queue<String> faults = new ConcurrentLinkedQueue<>();
        final long end = System.nanoTime() + duration.toNanos();
        try (HttpClient http = HttpClient.newBuilder()
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            final List<Callable<List<Long>>> tasks = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                final int first = client;
                tasks.add(() -> {
                    final List<Long> took = new ArrayList<>();
                    for (int request = first; System.nanoTime() < end; request++) {
                        final int place = request % bodies.size();
                        final long from = System.nanoTime();
                        try {
                            final HttpResponse<String> answer = http.send(
                                    HttpRequest.newBuilder(address)
                                            .timeout(Duration.ofMinutes(5))
                                            .header("Content-Type", "application/json")
                                            .POST(BodyPublishers.ofString(bodies.get(place)))
                                            .build(),
                                    BodyHandlers.ofString());
                            took.add(System.nanoTime() - from);
                            if (!expected.test(place, answer)) {
                                faults.add(answer.statusCode() + " " + answer.body());
                            }
                        } catch (final IOException e) {
                            faults.add("no answer: " + e);
                        }
                    }
                    return took;
                });
            }
            final List<Long> all = new ArrayList<>();
            for (final Future<List<Long>> finished : threads.invokeAll(tasks)) {
                all.addAll(finished.get());
            }
            Collections.sort(all);
            return new Outcome(List.copyOf(all), List.copyOf(faults));
        }
    }
}
