package dev.candlemill.cli;

import dev.candlemill.cli.cluster.ClusterException;
import dev.candlemill.jobs.PreflightException;
import dev.candlemill.jobs.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in a few lines, and with which code the command ends. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Context context;

    Failures(Context context) {
        this.context = context;
    }

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine commandLine, ParseResult parsed) {
        Terminal terminal = context.terminal();
        if (failure instanceof ConfigException config) {
            config.problems().forEach(problem -> terminal.say(problem.toString()));
            terminal.say("see " + commandLine.getCommandSpec().qualifiedName() + " --help");
            return ExitCodes.USAGE;
        }
        if (failure instanceof PreflightException || failure instanceof ClusterException) {
            terminal.say("candlemill: " + failure.getMessage());
            return ExitCodes.PREFLIGHT;
        }
        terminal.say("candlemill: " + message(failure));
        if (failure instanceof JobFailedException job) {
            terminal.say(
                    "to continue from its newest checkpoint: "
                            + BackfillExecution.resume(job.jobId()));
        }
        terminal.say("details: " + context.project().log());
        LOG.error("the command failed", failure);
        return ExitCodes.FAILURE;
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        CommandLine commandLine = mistake.getCommandLine();
        Terminal terminal = context.terminal();
        terminal.say("candlemill: " + mistake.getMessage());
        UnmatchedArgumentException.printSuggestions(mistake, terminal.err());
        terminal.say("see " + commandLine.getCommandSpec().qualifiedName() + " --help");
        return ExitCodes.USAGE;
    }

    private static String message(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
