package org.aegisnet.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A NiFi that runs as a child process. It ends when it is closed, and at the latest with the JVM that started it.
 */
public final class NiFiInstance implements AutoCloseable {
    private static final Duration SILENCE_AT_START = Duration.ofMinutes(3);
    private static final int PROCESSOR_SECONDS = 3;
    private static final Duration GRACE = Duration.ofMinutes(2);
    private static final String READY = "org.apache.nifi.runtime.Application Started Application in";

    private final NiFiInstallation installation;
    private final Process process;
    private final Thread stopAtExit;

    private NiFiInstance(final NiFiInstallation installation, final Process process) {
        this.installation = installation;
        this.process = process;
        this.stopAtExit = new Thread(this::stopProcess, "stop NiFi " + process.pid());
    }

    /**
     * Starts NiFi and waits until it answers. An installation that NiFi has run in before keeps its flow and its repositories: NiFi goes on where it
     * has stopped or was killed.
     *
     * @param progress told what NiFi is doing, in a few words
     * @throws NiFiException when it does not come up, with what its log says; nothing is left running then
     */
    public static NiFiInstance start(
            final NiFiInstallation installation, final NiFiJvm jvm, final Consumer<String> progress) {
        refuseTakenPort(installation.ports().web());
        refuseTakenPort(installation.ports().management());
        final NiFiLog log = new NiFiLog(installation.applicationLog());
        log.skipWhatIsThere();
        final NiFiInstance instance = launch(installation, jvm);
        try {
            instance.awaitReady(log, progress);
        } catch (final NiFiException e) {
            instance.close();
            throw e;
        }
        return instance;
    }

    /**
     * Stops the NiFi of an installation that another process started and left behind.
     *
     * @return whether there was one
     */
    public static boolean stopLeftover(final NiFiInstallation installation) {
        final Optional<ProcessHandle> leftover = runningIn(installation);
        leftover.ifPresent(handle -> stop(handle));
        deleteQuietly(installation.processIdFile());
        return leftover.isPresent();
    }

    /** The process of the NiFi that runs in an installation, whoever started it. */
    public static Optional<ProcessHandle> runningIn(final NiFiInstallation installation) {
        final Path file = installation.processIdFile();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            // A process id is given again after its process has ended: the start time tells the two apart.
            final List<String> lines = Files.readAllLines(file);
            final Optional<ProcessHandle> handle = ProcessHandle.of(Long.parseLong(lines.getFirst()));
            return handle.filter(ProcessHandle::isAlive)
                    .filter(found -> startOf(found).equals(lines.getLast()));
        } catch (final IOException | NumberFormatException e) {
            throw new NiFiException("Could not read the process id in " + file + ": " + e.getMessage(), e);
        }
    }

    public NiFiInstallation installation() {
        return installation;
    }

    public NiFiClient client() {
        return new NiFiClient(installation.restInterface());
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    public long processId() {
        return process.pid();
    }

    /** Blocks until NiFi has ended, by whatever cause. */
    public void awaitEnd() {
        try {
            process.waitFor();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends NiFi as the kernel would: at once, without a chance to finish anything. Its folder stays, and NiFi can be started in it again. */
    public void kill() {
        process.destroyForcibly();
        endsWithin(process.toHandle(), GRACE);
        deleteQuietly(installation.processIdFile());
        forgetAtExit();
    }

    /** Stops NiFi, with force if it does not end by itself. */
    @Override
    public void close() {
        stopProcess();
        forgetAtExit();
    }

    private void forgetAtExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(stopAtExit);
        } catch (final IllegalStateException e) {
            // The JVM is on its way down, and the hook has nothing left to stop.
            return;
        }
    }

    private static NiFiInstance launch(final NiFiInstallation installation, final NiFiJvm jvm) {
        final List<String> command = jvm.command(
                installation.classPath(),
                installation.propertiesFile(),
                installation.temporaryFolder(),
                installation.ports().management());
        final ProcessBuilder builder = new ProcessBuilder(command)
                .directory(installation.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(installation.consoleLog().toFile());
        // Options that were meant for the JVM of the caller would be printed or, worse, obeyed.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        try {
            final Process process = builder.start();
            process.getOutputStream().close();
            final NiFiInstance instance = new NiFiInstance(installation, process);
            Runtime.getRuntime().addShutdownHook(instance.stopAtExit);
            Files.write(
                    installation.processIdFile(), List.of(Long.toString(process.pid()), startOf(process.toHandle())));
            return instance;
        } catch (final IOException e) {
            throw new NiFiException("Could not start NiFi in " + installation.folder() + ": " + e.getMessage(), e);
        }
    }

    private static void refuseTakenPort(final int port) {
        if (!LoopbackPorts.isFree(port)) {
            throw new NiFiException("Port " + port + " on " + LoopbackPorts.HOST
                    + " is taken: choose another one, or stop the program that listens there");
        }
    }

    private void awaitReady(final NiFiLog log, final Consumer<String> progress) {
        final StartProgress startProgress = new StartProgress(progress);
        // The port alone would not tell: it may be someone else who answers there. NiFi's own log is never someone
        // else's.
        Waiting.forAnswer(
                SILENCE_AT_START,
                () -> {
                    if (!process.isAlive()) {
                        throw new NiFiException(
                                failure("NiFi ended with exit code " + process.exitValue() + " before it was ready"));
                    }
                    final List<String> lines = log.newLines();
                    lines.forEach(startProgress::accept);
                    return lines.stream().filter(line -> line.contains(READY)).findFirst();
                },
                () -> log.linesSeen() + " lines in the log, " + processorTime(),
                () -> failure("NiFi is not ready"));
        client().awaitAnswer(SILENCE_AT_START);
    }

    /** In steps that a NiFi which only waits does not take within a look. On a machine with much to do a NiFi may start for minutes without a word. */
    private String processorTime() {
        return process.info()
                .totalCpuDuration()
                .map(time -> time.toSeconds() / PROCESSOR_SECONDS * PROCESSOR_SECONDS + " s of processor time")
                .orElse("processor time unknown");
    }

    private String failure(final String what) {
        final List<String> lines = new ArrayList<>();
        lines.add(what + ".");
        lines.addAll(new NiFiLog(installation.applicationLog()).errors(6));
        lines.addAll(new NiFiLog(installation.consoleLog())
                .newLines().stream().limit(6).toList());
        lines.add("The whole log: " + installation.applicationLog());
        return String.join(System.lineSeparator(), lines);
    }

    private void stopProcess() {
        stop(process.toHandle());
        deleteQuietly(installation.processIdFile());
    }

    private static void stop(final ProcessHandle handle) {
        handle.destroy();
        if (!endsWithin(handle, GRACE)) {
            handle.descendants().forEach(ProcessHandle::destroyForcibly);
            handle.destroyForcibly();
            endsWithin(handle, GRACE);
        }
    }

    private static boolean endsWithin(final ProcessHandle handle, final Duration limit) {
        final long deadline = System.nanoTime() + limit.toNanos();
        while (handle.isAlive() && System.nanoTime() - deadline < 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return !handle.isAlive();
    }

    private static String startOf(final ProcessHandle handle) {
        return handle.info().startInstant().map(Object::toString).orElse("unknown");
    }

    private static void deleteQuietly(final Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            throw new NiFiException("Could not delete " + file + ": " + e.getMessage(), e);
        }
    }
}
