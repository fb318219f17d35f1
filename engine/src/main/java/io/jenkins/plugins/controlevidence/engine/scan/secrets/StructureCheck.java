package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What can be told about a credential without asking its issuer; rules name these in lower case with hyphens. */
enum StructureCheck {
    /** Six base62 digits at the end are the CRC-32 of the thirty before (GitHub's tokens since 2021, npm's too). */
    CRC32_BASE62(TokenFormats::endsWithCrc32Base62),
    /** Eight hexadecimal digits after {@code =} are the CRC-32 of what is before (Atlassian's tokens since 2023). */
    CRC32_HEX(TokenFormats::endsWithCrc32Hex),
    /** The last seven digits are the CRC-32 in base36 of what is before (GitLab's routable tokens). */
    CRC32_BASE36(TokenFormats::endsWithCrc32Base36),
    /** The account number in it, base32, is one that AWS can have given. */
    AWS_KEY_ID(TokenFormats::isAwsKeyId),
    /** A JSON Web Token: base64url of a JSON object, and of another JSON object (RFC 7519). */
    JWT(TokenFormats::isJwt),
    /** Base64 of a JSON Web Token. */
    BASE64_JWT(TokenFormats::isBase64Jwt),
    /** Base64 of a JSON object. */
    BASE64_JSON(TokenFormats::isBase64Json),
    /** A macaroon of the Python Package Index, or of the one for tests. */
    PYPI_MACAROON(TokenFormats::isPypiMacaroon),
    /** Base64 of exactly 32 bytes. */
    BASE64_32(text -> TokenFormats.base64Length(text) == 32),
    /** Base64 of exactly 64 bytes. */
    BASE64_64(text -> TokenFormats.base64Length(text) == 64),
    /** Base32 with a right CRC-16 at its end (NATS). */
    CRC16_BASE32(TokenFormats::endsWithCrc16Base32),
    /** Bech32 with a right checksum (BIP 173). */
    BECH32(TokenFormats::isBech32),
    /** Base58 with a right double SHA-256 checksum (Bitcoin). */
    BASE58_CHECK(TokenFormats::isBase58Check),
    /** Base64 before the first dot is a number: a Discord user id. */
    DISCORD_ID(TokenFormats::startsWithBase64Number),
    /** Base64 of {@code user:password} (RFC 7617) with a password that is no placeholder. */
    BASIC_AUTH(GenericValues::isBasicAuthentication),
    /** A private key's content: ASN.1, an OpenSSH key, an encrypted PEM, a PGP packet, a PuTTY key. */
    PRIVATE_KEY(PrivateKeyText::isPrivateKey),
    /** A password in a URL or connection string that is no placeholder. */
    URL_PASSWORD(GenericValues::isUrlPassword),
    /** A password given to a name that says so. */
    PASSWORD(GenericValues::isPassword),
    /** A random key given to a name that says so. */
    RANDOM_KEY(GenericValues::isRandomKey),
    /** No word, identifier or path: looks drawn at random. */
    RANDOM(GenericValues::isRandom);

    private final Predicate<String> holds;

    StructureCheck(Predicate<String> holds) {
        this.holds = holds;
    }

    /**
     * Whether the credential has this structure.
     *
     * @param secret the credential
     * @return true if it has
     */
    boolean holds(String secret) {
        return holds.test(secret);
    }

    /**
     * The name in rule files.
     *
     * @return such as {@code crc32-base62}
     */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The check of that name.
     *
     * @param id as in rule files
     * @return never null
     * @throws IllegalArgumentException if there is none; the message lists all
     */
    static StructureCheck byId(String id) {
        return Arrays.stream(values())
                .filter(check -> check.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no check \"" + id + "\"; there are "
                        + Arrays.stream(values()).map(StructureCheck::id).collect(Collectors.joining(", "))));
    }
}
