package org.qmp.cli.export;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Activation;
import org.qmp.nn.Tensor;
import org.qmp.rl.store.Protobuf;

/**
 * A computation in the Open Neural Network Exchange format, version 8 with the operators of version
 * 17 (github.com/onnx/onnx, onnx.proto and Operators.md). The field numbers are those of that
 * file's messages. The first dimension of every value is the batch, of any size.
 */
final class OnnxGraph implements Operations {
  private static final int FORMAT = 8;
  private static final int OPERATORS = 17;
  private static final int FLOAT = 1; // of TensorProto.DataType
  private static final int INT64 = 7;
  private static final int DOUBLE = 11;
  private static final int INT = 2; // of AttributeProto.AttributeType

  /** The axis along a row. */
  static final long ROW = 1;

  private final Precision precision;
  private final Map<Node, String> nodes = new LinkedHashMap<>();
  private final Map<Constant, String> constants = new LinkedHashMap<>();
  private final Protobuf inputs = new Protobuf();

  /** Names of results by the names that they had as values. */
  private final Map<String, String> results = new LinkedHashMap<>();

  private final Protobuf resultTypes = new Protobuf();

  /** Numbers of a type; dimensions; the numbers, little-endian. */
  private record Constant(int type, List<Long> shape, ByteBuffer data) {}

  /** An operator with the names of its operands. */
  private record Node(String operator, List<String> operands, List<Attribute> attributes) {}

  private record Attribute(String name, long number) {}

  OnnxGraph(Precision precision) {
    this.precision = precision;
  }

  // ---- values ---------------------------------------------------------------------------------

  /** An operand from outside (batch×columns). */
  String input(String name, int columns) {
    inputs.put(11, valueInfo(name, type(), columns));
    return name;
  }

  /** Makes a value (batch×columns) a result of that name. */
  void output(String name, String value, int columns) {
    output(name, value, type(), columns);
  }

  /** The same for a value of whole numbers. */
  void outputIndex(String name, String value) {
    output(name, value, INT64, 1);
  }

  private void output(String name, String value, int type, int columns) {
    results.put(value, name);
    resultTypes.put(12, valueInfo(name, type, columns));
  }

  private int type() {
    return precision == Precision.DOUBLE ? DOUBLE : FLOAT;
  }

  @Override
  public String matrix(String name, Mat numbers) {
    return constant(name, List.of((long) numbers.rows(), (long) numbers.cols()), numbers);
  }

  @Override
  public String row(String name, Mat numbers) {
    return constant(name, List.of((long) numbers.cols()), numbers);
  }

  /** Constants that were not learned. */
  String row(double... numbers) {
    Mat row = Mat.of(precision, new double[][] {numbers});
    return row("constant" + constants.size(), row);
  }

  private String constant(String name, List<Long> shape, Mat numbers) {
    return constants.computeIfAbsent(
        new Constant(type(), shape, Tensor.of(numbers).data()), key -> name);
  }

  private String scalar(double number) {
    Mat one = Mat.of(precision, new double[][] {{number}});
    return constant("constant" + constants.size(), List.of(), one);
  }

  /** Whole numbers. */
  String integers(long... numbers) {
    return constants.computeIfAbsent(
        new Constant(INT64, List.of((long) numbers.length), Tensor.ofLongs(numbers).data()),
        key -> "constant" + constants.size());
  }

  // ---- operators ------------------------------------------------------------------------------

  /** The result of an operator. */
  String node(String operator, String... operands) {
    return node(new Node(operator, List.of(operands), List.of()));
  }

  /** The same for an operator with an axis. */
  String along(long axis, String operator, String... operands) {
    return node(new Node(operator, List.of(operands), List.of(new Attribute("axis", axis))));
  }

  private String node(Node node) {
    return nodes.computeIfAbsent(node, key -> node.operator + nodes.size());
  }

  @Override
  public String affine(String x, String weight, String bias) {
    return node("Gemm", x, weight, bias);
  }

  @Override
  public String activation(Activation f, String x) {
    return switch (f) {
      case RELU -> node("Relu", x);
      case TANH -> node("Tanh", x);
      case SIGMOID -> node("Sigmoid", x);
      case SOFTPLUS -> node("Softplus", x);
      case IDENTITY -> x;
    };
  }

  @Override
  public String normalize(String x, String gain, String shift) {
    return node("LayerNormalization", x, gain, shift); // along the last axis, ε = 1e-5 by default
  }

  @Override
  public String followedBy(String x, String constants) {
    String batch = node(new Node("Shape", List.of(x), List.of(new Attribute("end", 1))));
    String shape = along(0, "Concat", batch, node("Shape", constants));
    return beside(x, node("Expand", constants, shape));
  }

  @Override
  public String beside(String... parts) {
    return along(ROW, "Concat", parts);
  }

  @Override
  public String columns(String x, int from, int to) {
    return node("Slice", x, integers(from), integers(to), integers(ROW));
  }

  @Override
  public String clamp(String x, double low, double high) {
    return node("Clip", x, scalar(low), scalar(high));
  }

  @Override
  public String line(String x, double scale, double shift) {
    String product = scale == 1 ? x : node("Mul", x, scalar(scale));
    return shift == 0 ? product : node("Add", product, scalar(shift));
  }

  @Override
  public String plus(String x, String y) {
    return node("Add", x, y);
  }

  @Override
  public String times(String x, String y) {
    return node("Mul", x, y);
  }

  @Override
  public String softmax(String x) {
    return node("Softmax", x); // along the last axis by default
  }

  @Override
  public String min(String x, String y) {
    return node("Min", x, y);
  }

  @Override
  public String sum(String x) {
    return node("ReduceSum", x, integers(ROW));
  }

  // ---- messages -------------------------------------------------------------------------------

  /** The file. */
  byte[] toBytes(String name, Map<String, String> metadata) {
    Protobuf graph = new Protobuf();
    nodes.forEach((node, value) -> graph.put(1, message(node, value)));
    graph.put(2, name);
    constants.forEach((constant, value) -> graph.put(5, message(constant, value)));
    Protobuf model = new Protobuf().put(1, FORMAT).put(2, "qmp");
    model.put(8, new Protobuf().put(1, "").put(2, OPERATORS));
    metadata.forEach((key, text) -> model.put(14, new Protobuf().put(1, key).put(2, text)));
    return model.put(7, graph.add(inputs).add(resultTypes)).toBytes();
  }

  private Protobuf message(Node node, String value) {
    Protobuf message = new Protobuf();
    node.operands.forEach(operand -> message.put(1, results.getOrDefault(operand, operand)));
    message.put(2, results.getOrDefault(value, value)).put(3, value).put(4, node.operator);
    for (Attribute a : node.attributes) {
      message.put(5, new Protobuf().put(1, a.name).put(3, a.number).put(20, INT));
    }
    return message;
  }

  private static Protobuf message(Constant constant, String name) {
    Protobuf message = new Protobuf();
    constant.shape.forEach(size -> message.put(1, size));
    byte[] data = new byte[constant.data.remaining()];
    constant.data.duplicate().get(data);
    return message.put(2, constant.type).put(8, name).put(9, data);
  }

  private static Protobuf valueInfo(String name, int type, int columns) {
    Protobuf batch = new Protobuf().put(2, "batch");
    Protobuf shape = new Protobuf().put(1, batch).put(1, new Protobuf().put(1, columns));
    Protobuf tensor = new Protobuf().put(1, type).put(2, shape);
    return new Protobuf().put(1, name).put(2, new Protobuf().put(1, tensor));
  }
}
