package org.qmp.cli.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The contents of a file, read by the classes that are generated from the format's onnx.proto. */
record OnnxModel(
    Map<String, String> metadata,
    List<Node> nodes,
    Map<String, Tensor> constants,
    List<Value> inputs,
    List<Value> outputs) {

  /** An input or output: a batch of rows. */
  record Value(String name, DataType type, int columns) {}

  /** An operator. */
  record Node(String operator, List<String> inputs, String output, Map<String, Long> attributes) {}

  /** Numbers of any type. */
  record Tensor(int[] shape, double[] data) {}

  static OnnxModel read(byte[] bytes) throws IOException {
    ModelProto model = ModelProto.parseFrom(bytes);
    assertEquals(8, model.getIrVersion());
    assertEquals(1, model.getOpsetImportCount());
    assertEquals("", model.getOpsetImport(0).getDomain());
    assertEquals(17, model.getOpsetImport(0).getVersion());
    Map<String, String> metadata = new TreeMap<>();
    model.getMetadataPropsList().forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
    Map<String, Tensor> constants = new LinkedHashMap<>();
    model.getGraph().getInitializerList().forEach(x -> constants.put(x.getName(), tensor(x)));
    List<Value> inputs = model.getGraph().getInputList().stream().map(OnnxModel::value).toList();
    for (TensorProto each : model.getGraph().getInitializerList()) {
      DataType type = DataType.forNumber(each.getDataType());
      assertTrue(Set.of(inputs.get(0).type(), DataType.INT64).contains(type), each.getName());
    }
    return new OnnxModel(
        metadata,
        model.getGraph().getNodeList().stream().map(OnnxModel::node).toList(),
        constants,
        inputs,
        model.getGraph().getOutputList().stream().map(OnnxModel::value).toList());
  }

  private static Value value(ValueInfoProto value) {
    TypeProto.Tensor tensor = value.getType().getTensorType();
    assertEquals(2, tensor.getShape().getDimCount(), value.getName());
    assertEquals("batch", tensor.getShape().getDim(0).getDimParam(), value.getName());
    DataType type = DataType.forNumber(tensor.getElemType());
    return new Value(value.getName(), type, (int) tensor.getShape().getDim(1).getDimValue());
  }

  private static Node node(NodeProto node) {
    Map<String, Long> attributes = new TreeMap<>();
    for (AttributeProto attribute : node.getAttributeList()) {
      assertEquals(AttributeProto.AttributeType.INT, attribute.getType());
      attributes.put(attribute.getName(), attribute.getI());
    }
    return new Node(node.getOpType(), node.getInputList(), node.getOutput(0), attributes);
  }

  private static Tensor tensor(TensorProto tensor) {
    ByteBuffer data = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    int[] shape = tensor.getDimsList().stream().mapToInt(Long::intValue).toArray();
    double[] numbers = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (DataType.forNumber(tensor.getDataType())) {
            case FLOAT -> data.getFloat();
            case DOUBLE -> data.getDouble();
            case INT64 -> (double) data.getLong();
            default -> throw new AssertionError("no policy has " + tensor.getDataType());
          };
    }
    assertFalse(data.hasRemaining(), tensor.getName());
    return new Tensor(shape, numbers);
  }
}
