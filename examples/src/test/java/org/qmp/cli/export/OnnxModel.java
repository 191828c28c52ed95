package org.qmp.cli.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a reader of ONNX finds in a file. */
record OnnxModel(
    Map<String, String> metadata,
    List<Node> nodes,
    Map<String, Tensor> constants,
    List<String> inputs,
    List<String> outputs) {

  /** An operator. */
  record Node(String operator, List<String> inputs, String output, Map<String, Long> attributes) {}

  /** Numbers, of whatever type. */
  record Tensor(int[] shape, double[] data) {}

  static OnnxModel read(byte[] bytes) {
    Message model = Message.read(bytes);
    Message graph = model.messages(7).get(0);
    Map<String, String> metadata = new TreeMap<>();
    model.messages(14).forEach(entry -> metadata.put(entry.text(1), entry.text(2)));
    Map<String, Tensor> constants = new LinkedHashMap<>();
    graph.messages(5).forEach(tensor -> constants.put(tensor.text(8), tensor(tensor)));
    return new OnnxModel(
        metadata,
        graph.messages(1).stream().map(OnnxModel::node).toList(),
        constants,
        graph.messages(11).stream().map(value -> value.text(1)).toList(),
        graph.messages(12).stream().map(value -> value.text(1)).toList());
  }

  private static Node node(Message node) {
    Map<String, Long> attributes = new TreeMap<>();
    node.messages(5).forEach(a -> attributes.put(a.text(1), a.numbers(3)[0]));
    return new Node(node.text(4), node.texts(1), node.text(2), attributes);
  }

  private static Tensor tensor(Message tensor) {
    ByteBuffer data = ByteBuffer.wrap((byte[]) tensor.get(9).get(0)).order(ByteOrder.LITTLE_ENDIAN);
    int type = (int) tensor.numbers(2)[0];
    double[] numbers = new double[data.remaining() / (type == 1 ? Float.BYTES : Double.BYTES)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          type == 1 ? data.getFloat() : type == 7 ? (double) data.getLong() : data.getDouble();
    }
    int[] shape = new int[tensor.get(1).size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = (int) tensor.numbers(1)[i];
    }
    return new Tensor(shape, numbers);
  }

  /** Fields of a message of protocol buffers: longs and arrays of bytes. */
  private record Message(Map<Integer, List<Object>> fields) {
    static Message read(byte[] bytes) {
      Message message = new Message(new TreeMap<>());
      ByteBuffer in = ByteBuffer.wrap(bytes);
      while (in.hasRemaining()) {
        long tag = varint(in);
        Object value = varint(in);
        if (tag % 8 == 2) {
          byte[] content = new byte[((Long) value).intValue()];
          in.get(content);
          value = content;
        }
        message.fields.computeIfAbsent((int) (tag / 8), key -> new ArrayList<>()).add(value);
      }
      return message;
    }

    private static long varint(ByteBuffer in) {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        long next = in.get();
        value |= (next & 0x7f) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }

    List<Object> get(int field) {
      return fields.getOrDefault(field, List.of());
    }

    long[] numbers(int field) {
      return get(field).stream().mapToLong(value -> (Long) value).toArray();
    }

    List<String> texts(int field) {
      return get(field).stream()
          .map(value -> new String((byte[]) value, StandardCharsets.UTF_8))
          .toList();
    }

    String text(int field) {
      return texts(field).get(0);
    }

    List<Message> messages(int field) {
      return get(field).stream().map(value -> read((byte[]) value)).toList();
    }
  }
}
