package org.qmp.nn;

import java.util.Map;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.kernel.Mat;

/** Matrices that an optimiser keeps, one for each parameter. */
final class Moments {
  private Moments() {}

  static Mat[] zerosLike(Parameters parameters) {
    Mat[] zeros = new Mat[parameters.size()];
    for (int i = 0; i < zeros.length; i++) {
      Parameter p = parameters.get(i);
      zeros[i] = Mat.zeros(p.value().precision(), p.value().shape());
    }
    return zeros;
  }

  /** Enters each matrix under prefix + the parameter's name. */
  static void name(String prefix, Mat[] moments, Parameters parameters, Map<String, Mat> into) {
    for (int i = 0; i < moments.length; i++) {
      into.put(prefix + parameters.get(i).name(), moments[i]);
    }
  }
}
