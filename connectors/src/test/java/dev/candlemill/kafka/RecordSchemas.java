package dev.candlemill.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The shipped JSON Schemas and example payloads. */
final class RecordSchemas {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RecordSchemas() {}

    /** What is wrong with a value, empty when nothing is. */
    static List<String> problems(KafkaTopic topic, JsonNode value) throws IOException {
        return schema(topic).validate(value).stream().map(ValidationMessage::getMessage).toList();
    }

    static JsonSchema schema(KafkaTopic topic) throws IOException {
        try (InputStream in = open("/schema/" + topic.schema() + ".json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
        }
    }

    static JsonNode example(KafkaTopic topic) throws IOException {
        try (InputStream in = open("/schema/examples/" + topic.schema() + ".json")) {
            return MAPPER.readTree(in);
        }
    }

    static JsonNode parse(byte[] value) throws IOException {
        return MAPPER.readTree(value);
    }

    private static InputStream open(String name) {
        return RecordSchemas.class.getResourceAsStream(name);
    }
}
