package org.qmp.nn;

import java.util.Optional;
import java.util.stream.Stream;

/** The formats of elements that safetensors 0.8 knows, by their names in a file. */
enum SafetensorsDtype {
  F4(4),
  F6_E2M3(6),
  F6_E3M2(6),
  BOOL(8),
  U8(8),
  I8(8),
  F8_E5M2(8),
  F8_E4M3(8),
  F8_E8M0(8),
  F8_E4M3FNUZ(8),
  F8_E5M2FNUZ(8),
  I16(16),
  U16(16),
  F16(16),
  BF16(16),
  I32(32),
  U32(32),
  F32(32),
  C64(64),
  F64(64),
  I64(64),
  U64(64);

  /** Of one element. */
  final int bits;

  SafetensorsDtype(int bits) {
    this.bits = bits;
  }

  static Optional<SafetensorsDtype> named(String name) {
    return Stream.of(values()).filter(dtype -> dtype.name().equals(name)).findFirst();
  }
}
