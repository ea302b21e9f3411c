package se.malbild.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.service.Tokens.Role;

class TokenFileTest {
    private static final Instant NOW = Instant.parse("2018-09-01T12:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void a_token_opens_for_its_departments_and_nothing_else_does() throws IOException {
        Path file = directory.resolve("tokens");
        TokenFile.Created created = TokenFile.create(
                file, "Skolsystemet", Role.DEPARTMENT, "1880", Set.of("vard-och-omsorg", "forskola"), NOW);
        TokenFile tokens = TokenFile.open(file);

        assertThat(tokens.holder("Bearer " + created.token())).hasValueSatisfying(holder -> {
            assertThat(holder.organisation()).isEqualTo("1880");
            assertThat(holder.departments()).containsExactlyInAnyOrder("vard-och-omsorg", "forskola");
        });
        assertThat(tokens.holder("bearer  " + created.token() + " ")).isPresent();
        assertThat(tokens.holder(created.token())).isEmpty();
        assertThat(tokens.holder("Bearer " + created.token() + "x")).isEmpty();
        assertThat(tokens.holder("Bearer ")).isEmpty();
        assertThat(tokens.holder("Basic " + created.token())).isEmpty();
        assertThat(tokens.holder(null)).isEmpty();
    }

    @Test
    void given_a_department_whose_letters_are_decomposed_then_the_token_is_for_the_department_that_events_name()
            throws IOException {
        Path file = directory.resolve("tokens");
        TokenFile.Created created =
                TokenFile.create(file, "Skolsystemet", Role.DEPARTMENT, "1880", Set.of("va\u030ard"), NOW);

        assertThat(TokenFile.open(file)
                        .holder("Bearer " + created.token())
                        .orElseThrow()
                        .departments())
                .containsExactly("v\u00e5rd");
    }

    @Test
    void an_operators_token_opens_for_no_department() throws IOException {
        Path file = directory.resolve("tokens");
        TokenFile.Created created = TokenFile.create(file, "Prometheus", Role.OPERATOR, "", Set.of(), NOW);

        assertThat(TokenFile.open(file).holder("Bearer " + created.token()))
                .hasValueSatisfying(holder -> assertThat(holder.isOperator()).isTrue());
        assertThatThrownBy(() -> new Tokens.Holder("id", "Anna Ek", Role.DEPARTMENT, "1880", Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tokens.Holder("id", "Anna Ek", Role.OPERATOR, "", Set.of("forskola")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_steering_offices_token_is_for_a_municipality_and_no_department() throws IOException {
        Path file = directory.resolve("tokens");
        TokenFile.Created created =
                TokenFile.create(file, " A\u030asa Ek ", Role.STEERING_OFFICE, "1880", Set.of(), NOW);

        assertThat(TokenFile.open(file).holder("Bearer " + created.token())).hasValueSatisfying(holder -> {
            assertThat(holder.name()).isEqualTo("Åsa Ek");
            assertThat(holder.role()).isEqualTo(Role.STEERING_OFFICE);
            assertThat(holder.organisation()).isEqualTo("1880");
            assertThat(holder.departments()).isEmpty();
            assertThat(holder.isOperator()).isFalse();
            assertThat(holder.isDepartment()).isFalse();
        });
        assertThatThrownBy(() -> new Tokens.Holder("id", "Anna Ek", Role.STEERING_OFFICE, "", Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tokens.Holder("id", "Anna Ek", Role.STEERING_OFFICE, "1880", Set.of("forskola")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_token_is_somebodys() {
        assertThatThrownBy(() -> new Tokens.Holder("id", " ", Role.OPERATOR, "", Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_token_of_an_earlier_version_is_to_be_made_anew() throws IOException {
        Path file = directory.resolve("tokens");
        TokenFile.create(file, "Anna Ek", Role.DEPARTMENT, "1880", Set.of("forskola"), NOW);
        Files.writeString(
                file,
                Files.readString(file)
                        + "{\"id\":\"1\",\"organisation\":\"1880\",\"departments\":[\"forskola\"],"
                        + "\"createdAt\":\"2018-09-01T12:00:00Z\",\"sha256\":\"ab\"}\n");

        assertThatThrownBy(() -> TokenFile.open(file))
                .isInstanceOf(NoTokenException.class)
                .hasMessageContaining("Line 2 of the token file")
                .hasMessageContaining("malbild tokens create --name");
    }

    @Test
    void a_browser_sends_the_token_as_the_password_of_any_user() throws IOException {
        Path file = directory.resolve("tokens");
        TokenFile.Created created = TokenFile.create(file, "Prometheus", Role.OPERATOR, "", Set.of(), NOW);
        TokenFile tokens = TokenFile.open(file);

        for (String user : List.of("", "drift", "åsa")) {
            String basic =
                    Base64.getEncoder().encodeToString((user + ":" + created.token()).getBytes(StandardCharsets.UTF_8));
            assertThat(tokens.holder("Basic " + basic)).isPresent();
        }
        assertThat(tokens.holder("Basic ")).isEmpty();
        assertThat(tokens.holder("Basic %")).isEmpty();
    }

    @Test
    void the_file_does_not_hold_the_token() throws IOException {
        Path file = directory.resolve("tokens");
        TokenFile.Created created =
                TokenFile.create(file, "Skolsystemet", Role.DEPARTMENT, "1880", Set.of("forskola"), NOW);

        assertThat(Files.readString(file))
                .doesNotContain(created.token())
                .contains(created.entry().sha256())
                .hasLineCount(1);
    }

    @Test
    void a_revoked_token_is_kept_in_the_list_and_opens_nothing() throws IOException {
        Path file = directory.resolve("tokens");
        TokenFile.Created first =
                TokenFile.create(file, "Skolsystemet", Role.DEPARTMENT, "1880", Set.of("forskola"), NOW);
        TokenFile.Created second =
                TokenFile.create(file, "Skolsystemet", Role.DEPARTMENT, "1880", Set.of("kultur"), NOW);

        assertThat(TokenFile.revoke(file, first.entry().holder().id(), NOW.plusSeconds(60)))
                .isTrue();
        assertThat(TokenFile.revoke(file, first.entry().holder().id(), NOW.plusSeconds(90)))
                .isFalse();
        assertThat(TokenFile.revoke(file, "nobody", NOW)).isFalse();

        TokenFile tokens = TokenFile.open(file);
        assertThat(tokens.holder("Bearer " + first.token())).isEmpty();
        assertThat(tokens.holder("Bearer " + second.token())).isPresent();
        assertThat(TokenFile.list(file))
                .hasSize(2)
                .first()
                .satisfies(entry -> assertThat(entry.revokedAt()).hasValue(NOW.plusSeconds(60)));
    }

    @Test
    void a_line_that_is_no_token_is_named_and_not_repeated() throws IOException {
        Path file = directory.resolve("tokens");
        TokenFile.create(file, "Skolsystemet", Role.DEPARTMENT, "1880", Set.of("forskola"), NOW);
        Files.writeString(file, Files.readString(file) + "malbild_secret\n");

        assertThatThrownBy(() -> TokenFile.open(file))
                .isInstanceOf(NoTokenException.class)
                .hasMessageContaining("Line 2")
                .hasMessageNotContaining("secret");
    }
}
