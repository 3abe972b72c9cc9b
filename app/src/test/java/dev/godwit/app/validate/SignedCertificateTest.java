package dev.godwit.app.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.app.InProcess;
import dev.godwit.app.SharedServer;
import dev.godwit.app.verb.ApprovalFiles;
import dev.godwit.approval.Approver;
import dev.godwit.approval.SigningKey;
import dev.godwit.fault.GodwitException;
import dev.godwit.host.Crash;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.certificate.CertificateCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that somebody signed, and what becomes of it in other hands. */
@ExtendWith(SharedServer.class)
class SignedCertificateTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TestServer server;
    private TestDatabase database;

    @TempDir
    Path folder;

    SignedCertificateTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void fill() throws IOException {
        database = server.create();
        database.run("create table users (id int primary key, email text);"
                + "insert into users select i, 'user' || i from generate_series(1, 30) i;"
                + "create table people as select * from users; alter table people add primary key (id)");
        Files.writeString(file("mapping.yaml"), "godwit: 1\ntables: [{source: users, target: people}]\n");
    }

    @AfterEach
    void drop() {
        database.drop();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static Program.Ended godwit(Object... arguments) {
        List<String> all = new ArrayList<>();
        List.of(arguments).forEach(argument -> all.add(argument.toString()));
        return InProcess.with(Crash.never()).run(all);
    }

    /** Makes a key and says what goes into the configuration. */
    private String key(String name, Path file) {
        return godwit("approve", "--new-key", name, "--key", file)
                .require(0, "a key")
                .output()
                .strip();
    }

    private Program.Ended certify(Object... more) {
        List<Object> arguments = new ArrayList<>(
                List.of("validate", "--url", database.url(), "--mapping", file("mapping.yaml"), "--tables", "users"));
        arguments.addAll(List.of("--chunk-rows", "10", "--certificate", file("proof.json")));
        arguments.addAll(List.of(more));
        return godwit(arguments.toArray());
    }

    private Program.Ended verified(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("validate", "--verify-certificate", file("proof.json")));
        arguments.addAll(List.of(more));
        return godwit(arguments.toArray());
    }

    private Path configuration(String name, String... approvers) throws IOException {
        return Files.writeString(
                file(name),
                "godwit: 1\nenvironments:\n  production:\n    url: postgresql://db.example.org/shop\n"
                        + "    approvers: [" + String.join(", ", approvers) + "]\n");
    }

    @Test
    void whoSignedItIsSaidByTheKeysOfTheConfiguration() throws IOException {
        String ana = key("ana", file("ana"));
        String other = key("ana", file("other"));
        certify("--sign", "--key", file("ana")).require(0, "equal");
        assertThat(verified("--config", configuration("known.yaml", ana))
                        .require(0, "known")
                        .output())
                .contains("holds   signature: signed by ana at ")
                .contains("whose key the configuration names");
        assertThat(verified().require(0, "not known").output())
                .contains("whose key the configuration does not name")
                .contains(ana.substring(ana.indexOf("ed25519:")));
        assertThat(verified("--config", configuration("other.yaml", other))
                        .require(6, "another key")
                        .output())
                .contains("WRONG   signature: signed by ana at ")
                .contains("with another key than the configuration names for ana");
    }

    @Test
    void oneThatNobodySignedIsSaidToBeUnsigned() {
        certify().require(0, "equal");
        assertThat(verified().require(0, "unsigned").output())
                .contains("holds   signature: it is not signed: anybody can have written it");
    }

    @Test
    void aSignatureWithoutACertificateIsAnError() {
        key("ana", file("ana"));
        assertThat(godwit("validate", "--url", database.url(), "--key", file("ana"))
                        .require(2, "usage")
                        .all())
                .contains("there is no certificate to sign");
    }

    @Test
    void anyValueThatIsChangedAndAnyThatIsAddedOrTakenAwayIsFound() throws IOException {
        SigningKey ana = SigningKey.generate("ana");
        ApprovalFiles.write(file("ana"), ana);
        certify("--sign", "--key", file("ana")).require(0, "equal");
        ObjectNode certificate = (ObjectNode) JSON.readTree(Files.readString(file("proof.json")));
        assertThat(wrong(certificate, ana)).as("untouched").isFalse();
        List<String> places = new ArrayList<>();
        leaves(certificate, "", places);
        assertThat(places).hasSizeGreaterThan(60);
        for (String place : places) {
            assertThat(wrong(changed(certificate, place), ana))
                    .as(place + " changed")
                    .isTrue();
            assertThat(wrong(without(certificate, place), ana))
                    .as(place + " taken away")
                    .isTrue();
        }
        for (String place : List.of("", "/signature", "/tables/0", "/tables/0/chunks/0", "/source")) {
            ObjectNode more = certificate.deepCopy();
            ((ObjectNode) more.at(place)).put("further", "field");
            assertThat(wrong(more, ana)).as("a field added to " + place).isTrue();
        }
    }

    /** The places of all plain values. */
    private static void leaves(JsonNode node, String place, List<String> places) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                leaves(field.getValue(), place + "/" + field.getKey(), places);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                leaves(array.get(i), place + "/" + i, places);
            }
        } else {
            places.add(place);
        }
    }

    private static JsonNode changed(ObjectNode certificate, String place) {
        ObjectNode copy = certificate.deepCopy();
        JsonNode old = copy.at(place);
        String last = place.substring(place.lastIndexOf('/') + 1);
        JsonNode other = old.isBoolean()
                ? JSON.getNodeFactory().booleanNode(!old.asBoolean())
                : old.isNumber()
                        ? JSON.getNodeFactory().numberNode(old.asLong() + 1)
                        : JSON.getNodeFactory().textNode(flipped(old.asText()));
        JsonNode parent = copy.at(place.substring(0, place.lastIndexOf('/')));
        if (parent instanceof ObjectNode object) {
            object.set(last, other);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(last), other);
        }
        return copy;
    }

    /** The same with its first character changed, so that what is made of it stays well formed where it can. */
    private static String flipped(String text) {
        return text.isEmpty() ? "x" : (text.charAt(0) == '1' ? '2' : '1') + text.substring(1);
    }

    private static JsonNode without(ObjectNode certificate, String place) {
        ObjectNode copy = certificate.deepCopy();
        JsonNode parent = copy.at(place.substring(0, place.lastIndexOf('/')));
        String last = place.substring(place.lastIndexOf('/') + 1);
        if (parent instanceof ObjectNode object) {
            object.remove(last);
        } else {
            ((ArrayNode) parent).remove(Integer.parseInt(last));
        }
        return copy;
    }

    /** Whether it is found to be wrong, or no certificate at all. */
    private static boolean wrong(JsonNode certificate, SigningKey key) {
        try {
            List<Approver> known = List.of(key.approver());
            return CertificateCheck.read(certificate.toString(), "proof.json").alone(known).stream()
                    .anyMatch(finding -> finding.verdict() == ValidationVerdict.DIFFERENT);
        } catch (GodwitException noCertificate) {
            return true;
        }
    }
}
