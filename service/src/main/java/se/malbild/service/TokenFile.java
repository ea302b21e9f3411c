package se.malbild.service;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Word;

/**
 * Tokens in a file: a line of JSON for each, with a hash of the token and never the token itself. The file is read again
 * when it has changed, so that a revoked token stops working within a second. A token is 256 random bits, which nobody
 * can guess, so a plain SHA-256 hides it well enough.
 */
public final class TokenFile implements Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
    private static final String PREFIX = "malbild_";
    private static final int TOKEN_BYTES = 32;
    private static final int ID_BYTES = 4;
    private static final long LOOK_AGAIN_NANOS = 500_000_000;

    /**
     * A token without its secret.
     *
     * @param holder whom it belongs to
     * @param createdAt when it was made
     * @param revokedAt when it was revoked; nothing while it works
     */
    public record Entry(Holder holder, Instant createdAt, Optional<Instant> revokedAt, String sha256) {}

    /**
     * A token that was just made.
     *
     * @param token the secret, which cannot be shown again
     */
    public record Created(String token, Entry entry) {}

    /** What the file said, and how to tell whether it says something else now. */
    private record Content(FileTime modified, long size, Map<String, Holder> byHash) {}

    private final Path file;
    private volatile Content content;
    private volatile long readAt;

    private TokenFile(Path file, Content content) {
        this.file = file;
        this.content = content;
        this.readAt = System.nanoTime();
    }

    /**
     * Returns the tokens in {@code file}.
     *
     * @throws IOException when it is not there or cannot be read; {@link NoTokenException} when it holds something else
     *     than tokens
     */
    public static TokenFile open(Path file) throws IOException {
        return new TokenFile(file, content(file));
    }

    @Override
    public Optional<Holder> holder(String authorization) {
        if (authorization == null) {
            return Optional.empty();
        }
        readAgain();
        return token(authorization)
                .flatMap(token -> Optional.ofNullable(content.byHash().get(sha256(token))));
    }

    private static Optional<String> token(String authorization) {
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            String encoded = authorization.substring(BASIC.length()).strip();
            String user = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return Optional.of(user.substring(user.indexOf(':') + 1));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Keeps what was known when the file cannot be read just now: it may be in the middle of being replaced. */
    private void readAgain() {
        if (System.nanoTime() - readAt < LOOK_AGAIN_NANOS) {
            return;
        }
        readAt = System.nanoTime();
        try {
            Content known = content;
            if (!Files.getLastModifiedTime(file).equals(known.modified()) || Files.size(file) != known.size()) {
                content = content(file);
            }
        } catch (IOException notNow) {
            LOG.warn("The tokens in {} cannot be read again; those known stay in force: {}", file, notNow.toString());
        }
    }

    private static Content content(Path file) throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        long size = Files.size(file);
        return new Content(
                modified,
                size,
                list(file).stream()
                        .filter(entry -> entry.revokedAt().isEmpty())
                        .collect(Collectors.toUnmodifiableMap(Entry::sha256, Entry::holder, (first, same) -> first)));
    }

    /**
     * Returns every token in {@code file}, revoked ones included, oldest first.
     *
     * @throws IOException when it cannot be read; {@link NoTokenException} when a line of it is no token
     */
    public static List<Entry> list(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            try {
                JsonNode json = JSON.readTree(line);
                if (json.has("sha256") && !json.has("name")) {
                    throw NoTokenException.nameless(file, number);
                }
                entries.add(entry(json));
            } catch (JacksonException | RuntimeException malformed) {
                // What the line holds is not repeated: it may be a token that somebody put there by mistake.
                throw NoTokenException.malformed(file, number);
            }
        }
        return entries;
    }

    /**
     * Makes a token and adds it to {@code file}, which is made when it is not there.
     *
     * @param name of the person or system that it is for
     * @param organisation that it is for; {@code ""} for an operator
     * @param departments that it is for; none unless the role is {@link Role#DEPARTMENT}
     * @throws IOException when the file cannot be read or written
     */
    public static Created create(
            Path file, String name, Role role, String organisation, Collection<String> departments, Instant now)
            throws IOException {
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[TOKEN_BYTES];
        random.nextBytes(secret);
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Entry entry = new Entry(
                new Holder(HexFormat.of().formatHex(id), name, role, organisation, Set.copyOf(departments)),
                now,
                Optional.empty(),
                sha256(token));
        rewrite(file, entries -> {
            List<Entry> more = new ArrayList<>(entries);
            more.add(entry);
            return more;
        });
        return new Created(token, entry);
    }

    /**
     * Revokes the token with {@code id}; returns false when there is none, or it was revoked before.
     *
     * @throws IOException when the file cannot be read or written
     */
    public static boolean revoke(Path file, String id, Instant now) throws IOException {
        boolean works = list(file).stream()
                .anyMatch(entry ->
                        entry.holder().id().equals(id) && entry.revokedAt().isEmpty());
        if (works) {
            rewrite(
                    file,
                    entries -> entries.stream()
                            .map(entry -> entry.holder().id().equals(id)
                                            && entry.revokedAt().isEmpty()
                                    ? new Entry(entry.holder(), entry.createdAt(), Optional.of(now), entry.sha256())
                                    : entry)
                            .toList());
        }
        return works;
    }

    /** Replaces the file in one step; two that do so at once take turns. */
    private static void rewrite(Path file, UnaryOperator<List<Entry>> change) throws IOException {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            List<Entry> before;
            try {
                before = list(file);
            } catch (NoSuchFileException first) {
                before = List.of();
            }
            String lines = change.apply(before).stream()
                    .map(entry -> json(entry) + "\n")
                    .collect(Collectors.joining());
            Path replacement = Files.createTempFile(file.toAbsolutePath().getParent(), ".tokens", null);
            Files.writeString(replacement, lines);
            if (Files.getFileStore(replacement).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(replacement, PosixFilePermissions.fromString("rw-------"));
            }
            Files.move(replacement, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            assert lock.isValid();
        }
    }

    private static Entry entry(JsonNode json) {
        Set<String> departments = new TreeSet<>();
        json.required("departments").forEach(department -> departments.add(department.asText()));
        return new Entry(
                new Holder(
                        json.required("id").asText(),
                        json.required("name").asText(),
                        Role.valueOf(json.required("role")
                                .asText()
                                .toUpperCase(Locale.ROOT)
                                .replace('-', '_')),
                        json.required("organisation").asText(),
                        departments),
                Instant.parse(json.required("createdAt").asText()),
                Optional.ofNullable(json.get("revokedAt")).map(at -> Instant.parse(at.asText())),
                json.required("sha256").asText());
    }

    private static String json(Entry entry) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", entry.holder().id());
        json.put("name", entry.holder().name());
        json.put("role", text(entry.holder().role()));
        json.put("organisation", entry.holder().organisation());
        new TreeSet<>(entry.holder().departments()).forEach(json.withArray("departments")::add);
        json.put("createdAt", entry.createdAt().toString());
        entry.revokedAt().ifPresent(at -> json.put("revokedAt", at.toString()));
        json.put("sha256", entry.sha256());
        return json.toString();
    }

    /** Returns what files and lists call {@code role}: {@code department}, {@code steering-office} or {@code operator}. */
    public static String text(Role role) {
        return Word.of(role);
    }

    private static String sha256(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has SHA-256
        }
    }
}
