package io.jenkins.plugins.controlevidence.build;

import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;

/** A person as a commit names them. Travels from agents, and is kept in {@code build.xml}. */
final class NamedPerson implements Serializable {
    private static final long serialVersionUID = 1L;

    /** More than these few hundred have not written one change. */
    private static final int MOST = 200;

    private final String name;
    private final String email;

    private NamedPerson(Actor actor) {
        name = actor.name();
        email = actor.email() == null ? "" : actor.email();
    }

    static ArrayList<NamedPerson> of(Collection<Actor> people) {
        ArrayList<NamedPerson> named = new ArrayList<>();
        people.stream().limit(MOST).map(NamedPerson::new).forEach(named::add);
        return named;
    }

    Actor actor() {
        return Actor.of(new Person(name, email));
    }
}
