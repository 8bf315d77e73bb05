package org.aegisnet.processors.alert;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The open windows, one for each source, destination and label, oldest first. Their number is limited: at the limit, the oldest window ends early.
 * For one thread.
 */
final class SuppressionWindows {
    private final Duration length;
    private final int capacity;
    private final Map<Key, SuppressionWindow> windows = new LinkedHashMap<>();
    private long endedEarly;

    private record Key(String source, String destination, String label) {
        /** Empty if an address is missing: who cannot be told apart does not repeat himself. */
        static Optional<Key> of(final FlowAlert alert) {
            final Optional<String> source = alert.text(AlertFields.SOURCE);
            final Optional<String> destination = alert.text(AlertFields.DESTINATION);
            return source.isPresent() && destination.isPresent()
                    ? Optional.of(new Key(source.get(), destination.get(), alert.label()))
                    : Optional.empty();
        }
    }

    /** Receiver of the decisions about alerts. */
    interface Output<E extends Exception> {
        /** An alert or a summary is to be sent. */
        void send(FlowAlert alert) throws E;

        /** A repeat has been counted. */
        void count(FlowAlert repeat) throws E;
    }

    /**
     * @param length of a window
     * @param capacity how many windows may be open
     */
    SuppressionWindows(final Duration length, final int capacity) {
        this.length = length;
        this.capacity = capacity;
    }

    /**
     * Opens a window again that was open before; to be called in the order of their beginning.
     *
     * @param now milliseconds since 1970
     */
    void restore(final SuppressionWindow window, final long now) {
        Key.of(window.sent()).ifPresent(key -> windows.merge(key, window.by(now), SuppressionWindow::with));
    }

    /**
     * Decides about an alert.
     *
     * @param now milliseconds since 1970
     */
    <E extends Exception> void take(final FlowAlert alert, final long now, final Output<E> output) throws E {
        final Optional<Key> key = alert.isSummary() ? Optional.empty() : Key.of(alert);
        if (key.isEmpty()) {
            output.send(alert);
            return;
        }
        final SuppressionWindow open = windows.get(key.get());
        if (open != null && open.covers(alert, length) && open.isSurpassedBy(alert)) {
            output.send(open.escalated(alert));
            windows.put(key.get(), open.withGraver(alert));
            return;
        }
        if (open != null && open.covers(alert, length)) {
            final SuppressionWindow counted = open.withRepeat(alert);
            windows.put(key.get(), counted);
            output.count(counted.told(alert, length));
            return;
        }
        if (open != null) {
            end(key.get(), output);
        }
        output.send(alert);
        windows.put(key.get(), SuppressionWindow.open(alert, now));
        while (windows.size() > capacity) {
            end(windows.keySet().iterator().next(), output);
            endedEarly++;
        }
    }

    /** Ends the windows whose time is over. */
    <E extends Exception> void advance(final long now, final Output<E> output) throws E {
        for (final Map.Entry<Key, SuppressionWindow> entry : List.copyOf(windows.entrySet())) {
            if (due(entry.getValue()) > now) {
                return;
            }
            end(entry.getKey(), output);
        }
    }

    private <E extends Exception> void end(final Key key, final Output<E> output) throws E {
        final SuppressionWindow ended = windows.remove(key);
        if (ended.repeats().count() > 0) {
            output.send(ended.summary());
        }
    }

    private long due(final SuppressionWindow window) {
        return window.opened() + length.toMillis();
    }

    /** The time at which the next window ends, milliseconds since 1970; empty if no window is open. */
    OptionalLong nextDue() {
        return windows.values().stream().mapToLong(this::due).findFirst();
    }

    /** Oldest first. */
    Collection<SuppressionWindow> open() {
        return windows.values();
    }

    /** The number of windows that ended early. */
    long endedEarly() {
        return endedEarly;
    }
}
