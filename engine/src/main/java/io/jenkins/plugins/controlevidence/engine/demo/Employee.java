package io.jenkins.plugins.controlevidence.engine.demo;

import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.time.LocalDate;

/**
 * Somebody, or a bot, who works for the made-up company.
 *
 * @param name full name
 * @param account name at the code host
 * @param email address in commits
 * @param team team, also the account's group
 * @param joined first day
 * @param left day after the last, or {@link LocalDate#MAX}
 */
record Employee(String name, String account, String email, String team, LocalDate joined, LocalDate left) {
    /** Where bots are counted. */
    static final String BOTS = "bots";

    boolean worksOn(LocalDate day) {
        return !day.isBefore(joined) && day.isBefore(left);
    }

    boolean isBot() {
        return team.equals(BOTS);
    }

    /** Who it is, for records of what was done. */
    Actor actor() {
        return new Actor(name, email, account, isBot() ? Actor.Type.BOT : Actor.Type.PERSON);
    }

    /** The person as a commit names them. */
    Person person() {
        return new Person(name, email);
    }
}
