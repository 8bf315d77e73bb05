package org.aegisnet.processors.model;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The content of an answer up to a number of bytes; what comes after them is not waited for. Thread-safe. */
final class BoundedContent implements BodySubscriber<byte[]> {
    private final int mostBytes;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private volatile boolean head;
    private volatile boolean wanted = true;
    private volatile long lastSign = Long.MIN_VALUE;
    private volatile Flow.Subscription subscription;

    BoundedContent(final int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** @param isWanted whether the content is of use; if it is not, none of it is read */
    void headCame(final boolean isWanted) {
        wanted = isWanted;
        lastSign = System.nanoTime();
        head = true;
    }

    boolean hasHead() {
        return head;
    }

    /** The {@link System#nanoTime} at which the head or the latest bytes came; the smallest number if nothing has come. */
    long lastSign() {
        return lastSign;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(final Flow.Subscription begun) {
        subscription = begun;
        if (wanted) {
            begun.request(1);
        } else {
            begun.cancel();
            whole.complete(new byte[0]);
        }
    }

    @Override
    public void onNext(final List<ByteBuffer> buffers) {
        lastSign = System.nanoTime();
        for (final ByteBuffer buffer : buffers) {
            final byte[] bytes = new byte[Math.min(buffer.remaining(), mostBytes - content.size())];
            buffer.get(bytes);
            content.writeBytes(bytes);
        }
        if (content.size() < mostBytes) {
            subscription.request(1);
        } else {
            subscription.cancel();
            whole.complete(content.toByteArray());
        }
    }

    @Override
    public void onError(final Throwable fault) {
        whole.completeExceptionally(fault);
    }

    @Override
    public void onComplete() {
        whole.complete(content.toByteArray());
    }
}
