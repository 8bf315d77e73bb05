package org.aegisnet.training.command;

import java.io.IOException;
import java.io.PrintWriter;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.training.autoencoder.UnfitFlowsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that {@code bin/models} runs. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Trains, judges, uses and inspects the models that score network flows.",
        subcommands = {
            TrainAutoencoderCommand.class,
            TrainForestCommand.class,
            RebuildCommand.class,
            EvaluateCommand.class,
            ScoreCommand.class,
            InspectCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a file cannot be used; a sentence says why", "2:the command line is wrong"})
public final class ModelsCommand implements Runnable {
    @Spec
    private CommandSpec specification;

    /** Runs a command line and ends the process with its exit code. */
    public static void main(final String[] arguments) {
        System.exit(run(arguments));
    }

    /**
     * Runs a command line in this process.
     *
     * @return its exit code: 0 if it is done
     */
    public static int run(final String... arguments) {
        return commandLine().execute(arguments);
    }

    /** The command line with all commands; a fault of a file ends a command with a sentence instead of a stack trace. */
    static CommandLine commandLine() {
        return new CommandLine(new ModelsCommand()).setExecutionExceptionHandler((exception, commandLine, parsed) -> {
            if (exception instanceof IOException
                    || exception instanceof ModelRejectedException
                    || exception instanceof UnfitFlowsException
                    || exception instanceof IllegalArgumentException) {
                final PrintWriter errors = commandLine.getErr();
                errors.println(commandLine.getColorScheme().errorText(exception.getMessage()));
                return commandLine.getCommandSpec().exitCodeOnExecutionException();
            }
            throw exception;
        });
    }

    @Override
    public void run() {
        throw new ParameterException(specification.commandLine(), "A command is missing");
    }
}
