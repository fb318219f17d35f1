package io.jenkins.plugins.controlevidence.engine.demo;

import java.util.List;

/**
 * A repository of the made-up company.
 *
 * @param name short name
 * @param branch its protected branch
 * @param team whose it is
 * @param files paths of its source files
 * @param topics what its changes are about
 */
record Project(String name, String branch, String team, List<String> files, List<String> topics) {
    private static final String HOST = "https://git.demo.example/generated/";

    /** All projects, the most active first. */
    static final List<Project> ALL = List.of(
            new Project(
                    "storefront",
                    "main",
                    "storefront",
                    List.of(
                            "src/cart/basket.ts",
                            "src/cart/checkout.ts",
                            "src/search/index.ts",
                            "src/search/ranking.ts",
                            "src/pages/product.ts",
                            "src/pages/account.ts",
                            "test/cart.test.ts",
                            "package-lock.json"),
                    List.of(
                            "the basket",
                            "the search box",
                            "product pictures",
                            "the delivery date",
                            "voucher codes",
                            "the wish list",
                            "the checkout form")),
            new Project(
                    "payments",
                    "main",
                    "payments",
                    List.of(
                            "src/main/java/org/example/payments/Ledger.java",
                            "src/main/java/org/example/payments/Refund.java",
                            "src/main/java/org/example/payments/CardGateway.java",
                            "src/main/java/org/example/payments/Invoice.java",
                            "src/test/java/org/example/payments/RefundTest.java",
                            "pom.xml"),
                    List.of(
                            "refunds",
                            "partial captures",
                            "currency rounding",
                            "the card gateway's time-outs",
                            "invoices",
                            "the settlement file")),
            new Project(
                    "identity",
                    "main",
                    "identity",
                    List.of(
                            "internal/session/session.go",
                            "internal/token/token.go",
                            "internal/mail/mail.go",
                            "cmd/identity/main.go",
                            "go.sum"),
                    List.of(
                            "sign-in",
                            "session lifetimes",
                            "password resets",
                            "the audit trail",
                            "token scopes",
                            "rate limits")),
            new Project(
                    "infrastructure",
                    "main",
                    "platform",
                    List.of(
                            "network/main.tf",
                            "cluster/main.tf",
                            "storage/main.tf",
                            "dns/zones.tf",
                            "charts/values.yaml"),
                    List.of(
                            "the cluster's node pool",
                            "the network policy",
                            "backup buckets",
                            "certificates",
                            "log retention")),
            new Project(
                    "reporting",
                    "master",
                    "data",
                    List.of("reports/daily.py", "reports/revenue.py", "jobs/import.py", "requirements.txt"),
                    List.of("the revenue report", "the nightly import", "time zones", "the export to the warehouse")));

    /** The remote's URL: the name under which evidence speaks of it. It says that it is generated. */
    String uri() {
        return HOST + name;
    }

    /** Name of the directory of its bare repository. */
    String directory() {
        return name + ".git";
    }

    /** Full name of its build job. It says that it is generated. */
    String job() {
        return "generated/" + name + "/" + branch;
    }
}
