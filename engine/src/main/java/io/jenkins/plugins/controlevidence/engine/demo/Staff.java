package io.jenkins.plugins.controlevidence.engine.demo;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Who works for the made-up company, joiners and leavers of the year among them. */
final class Staff {
    private static final String[][] TEAMS = {
        {"storefront", "Mara Lindqvist", "Tomas Okoro", "Ines Carvalho", "Jonas Weber", "Priya Raman", "Lea Fontaine"},
        {"payments", "Viktor Hansen", "Aiko Tanaka", "Samuel Mensah", "Elena Rossi", "David Novak"},
        {"identity", "Nora Byrne", "Omar Haddad", "Klara Svoboda", "Mateo Vargas"},
        {"platform", "Grace Adeyemi", "Henrik Olsen", "Sofia Marin", "Paul Kowalski", "Yusuf Demir"},
        {"data", "Hana Kim", "Luca Moretti", "Freya Nielsen"},
    };

    private final List<Employee> everyone;

    /** The leaver of spring, of autumn, and the joiners are the last of their teams. */
    Staff(int year) {
        LocalDate before = LocalDate.of(year - 3, 1, 1);
        everyone = Arrays.stream(TEAMS)
                .flatMap(team -> Arrays.stream(team)
                        .skip(1)
                        .map(name -> employee(name, team[0], joined(name, before, year), left(name, year))))
                .toList();
    }

    private static LocalDate joined(String name, LocalDate before, int year) {
        return switch (name) {
            case "Lea Fontaine" -> LocalDate.of(year, 3, 3);
            case "David Novak" -> LocalDate.of(year, 6, 2);
            case "Yusuf Demir" -> LocalDate.of(year, 9, 1);
            default -> before;
        };
    }

    private static LocalDate left(String name, int year) {
        return switch (name) {
            case "Jonas Weber" -> LocalDate.of(year, 5, 31);
            case "Elena Rossi" -> LocalDate.of(year, 10, 1);
            default -> LocalDate.MAX;
        };
    }

    private static Employee employee(String name, String team, LocalDate joined, LocalDate left) {
        String account = name.toLowerCase(Locale.ROOT).replace(' ', '.');
        return new Employee(name, account, account + "@example.org", team, joined, left);
    }

    /** The bot that keeps dependencies up to date. */
    static Employee updater() {
        return new Employee(
                "renovate[bot]",
                "renovate[bot]",
                "renovate[bot]@users.noreply.example.org",
                Employee.BOTS,
                LocalDate.MIN,
                LocalDate.MAX);
    }

    /** Who leads the platform team and answers for access. */
    Employee head() {
        return everyone.stream()
                .filter(employee -> employee.team().equals("platform"))
                .findFirst()
                .orElseThrow();
    }

    /** All people, leavers and joiners among them. */
    List<Employee> everyone() {
        return everyone;
    }

    /** Somebody of a team who works that day. */
    Employee oneOf(String team, LocalDate day, Random random) {
        List<Employee> there = everyone.stream()
                .filter(employee -> employee.team().equals(team) && employee.worksOn(day))
                .toList();
        return there.get(random.nextInt(there.size()));
    }

    /** Somebody else of a team who works that day. */
    Employee otherThan(Employee one, String team, LocalDate day, Random random) {
        Employee other = oneOf(team, day, random);
        while (other.equals(one)) {
            other = oneOf(team, day, random);
        }
        return other;
    }
}
