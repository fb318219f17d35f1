package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that say who acts. Without them it is who git says commits here. */
final class ActorOptions {
    private static final Pattern NAME_AND_ADDRESS = Pattern.compile("\\s*(.*?)\\s*<\\s*([^<>]*?)\\s*>\\s*");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @CheckForNull
    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who does it, as 'Name <address>'. Default: user.name and user.email of the repository.")
    private String by;

    @CheckForNull
    @Option(names = "--account", paramLabel = "NAME", description = "Their account on the platform where they did it.")
    private String account;

    @Option(names = "--bot", description = "They are a machine's account, not a person.")
    private boolean bot;

    /** Whether it was said who acts. */
    boolean given() {
        return by != null || account != null;
    }

    /** Who acts; who commits to the repository if it was not said. */
    Actor actor(GitRepository repository) {
        return given()
                ? said()
                : repository.user().map(user -> typed(Actor.of(user), null)).orElseThrow(this::nobody);
    }

    /** Who acts; who commits to the repository of the current directory if it was not said. */
    Actor actor() {
        if (given()) {
            return said();
        }
        try (GitRepository here = GitRepository.open(Path.of(""))) {
            return actor(here);
        } catch (SourceException e) {
            throw nobody();
        }
    }

    private Actor said() {
        String text = by == null ? account : by;
        if (text == null || text.isBlank()) {
            throw nobody();
        }
        return typed(named(text), account);
    }

    private Actor typed(Actor actor, @CheckForNull String onPlatform) {
        return new Actor(actor.name(), actor.email(), onPlatform, bot ? Actor.Type.BOT : Actor.Type.PERSON);
    }

    private ParameterException nobody() {
        return new ParameterException(
                spec.commandLine(),
                "It is not known who you are: give --by 'Name <address>', or run 'git config user.name' and"
                        + " 'git config user.email' in the repository.");
    }

    /** Reads {@code Name <address>}, or a name alone, of a person. */
    static Actor named(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("write a person as 'Name <address>'");
        }
        Matcher matcher = NAME_AND_ADDRESS.matcher(text);
        if (!matcher.matches() || matcher.group(2).isEmpty()) {
            return new Actor(text.strip(), null, null, Actor.Type.PERSON);
        }
        String name = matcher.group(1).isEmpty() ? matcher.group(2) : matcher.group(1);
        return new Actor(name, matcher.group(2), null, Actor.Type.PERSON);
    }
}
