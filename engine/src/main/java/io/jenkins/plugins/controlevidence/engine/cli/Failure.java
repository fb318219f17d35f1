package io.jenkins.plugins.controlevidence.engine.cli;

import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;

/**
 * Says what went wrong in a sentence, never as a stack trace. Whatever went wrong, nothing is proven: the exit code is {@link
 * ExitCode#UNKNOWN}.
 */
final class Failure {
    private Failure() {}

    static int report(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        if (failure instanceof CommandLine.ParameterException usage) {
            throw usage;
        }
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        PrintWriter err = command.getErr();
        err.println("control-evidence: " + text(failure));
        if (System.getenv("CONTROL_EVIDENCE_DEBUG") != null) {
            failure.printStackTrace(err);
        }
        return ExitCode.UNKNOWN;
    }

    private static String text(Exception failure) {
        if (failure instanceof InterruptedException) {
            return "interrupted; nothing was recorded after the last acknowledged record.";
        }
        if (failure instanceof FileSystemException file && file.getFile() != null) {
            return Printable.of(file.getFile()) + ": " + reason(file);
        }
        String message = failure.getMessage();
        if (failure instanceof RuntimeException) {
            return "internal error, please report it: " + failure.getClass().getName()
                    + (message == null ? "" : ": " + Printable.of(message))
                    + " (set CONTROL_EVIDENCE_DEBUG=1 to see where)";
        }
        return message == null ? failure.getClass().getSimpleName() : lines(message);
    }

    private static String reason(FileSystemException failure) {
        if (failure.getReason() != null) {
            return Printable.of(failure.getReason());
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or directory.";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied; run as the owner of the file, or let this user read and write it.";
        }
        return failure.getClass().getSimpleName();
    }

    /** Keeps the line breaks that an error's author put there and makes everything else visible. */
    private static String lines(String message) {
        return String.join(
                System.lineSeparator(), message.lines().map(Printable::of).toList());
    }
}
