package io.jenkins.plugins.controlevidence.engine.demo;

import java.util.List;

/** How much happens in the made-up year. */
public enum DemoSize {
    /** Two quiet repositories: made in seconds. */
    SMALL(List.of("payments", "reporting"), 0.5),
    /** Five repositories and thousands of commits. */
    FULL(List.of("storefront", "payments", "identity", "infrastructure", "reporting"), 1.8);

    private final List<Project> projects;
    private final double changesPerDay;

    DemoSize(List<String> names, double changesPerDay) {
        projects = Project.ALL.stream()
                .filter(project -> names.contains(project.name()))
                .toList();
        this.changesPerDay = changesPerDay;
    }

    List<Project> projects() {
        return projects;
    }

    /** How many changes are merged on a workday in each repository, on average. */
    double changesPerDay() {
        return changesPerDay;
    }
}
