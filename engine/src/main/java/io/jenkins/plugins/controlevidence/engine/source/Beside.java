package io.jenkins.plugins.controlevidence.engine.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What another thread reads beside what this one does. To be closed before what it reads is closed.
 *
 * @param <T> what comes of it
 */
public final class Beside<T> implements AutoCloseable {
    private final CompletableFuture<T> result;

    /**
     * Something to read.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Reading<T> {
        /**
         * Reads it.
         *
         * @return what came of it
         * @throws IOException if it cannot be read
         */
        T read() throws IOException;
    }

    private Beside(CompletableFuture<T> result) {
        this.result = result;
    }

    /**
     * Begins.
     *
     * @param <T> what comes of it
     * @param reading what is to be done
     * @return the work, under way
     */
    public static <T> Beside<T> begin(Reading<T> reading) {
        return new Beside<>(CompletableFuture.supplyAsync(() -> {
            try {
                return reading.read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    /**
     * Waits for what comes of it.
     *
     * @return as the reading returned it
     * @throws IOException as the reading threw it; so are unchecked exceptions
     */
    public T result() throws IOException {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException cause) {
                throw cause.getCause();
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Waits until nobody reads any more, whatever came of it. */
    @Override
    public void close() {
        result.handle((value, problem) -> problem).join();
    }
}
