package io.jenkins.plugins.controlevidence.engine.demo;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * One exception that a report on the made-up year must show.
 *
 * @param requirement id of the requirement, such as {@code CC8.1-gate}
 * @param test id of its test, such as {@code commits}
 * @param kind what the item is: {@code commit}, {@code day}, {@code finding}, …
 * @param repository name of its repository, or null if it belongs to none
 * @param name commit id, date, fingerprint: what names the item in the report
 * @param detail what else tells it from others, such as the tool of a window; possibly empty
 * @param why what was made to go wrong, for a person
 */
public record ExpectedException(
        String requirement,
        String test,
        String kind,
        @CheckForNull String repository,
        String name,
        String detail,
        String why) {}
