package org.qmp.env.physics.mjcf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.scene.ModelException;

/** The errors for files that are not model files, or that contain unsupported parts. */
final class MjcfRefusalTest {
  private static String refused(String contents) {
    ModelException e =
        assertThrows(ModelException.class, () -> Model.of(InertTest.read(contents).scene()));
    return String.valueOf(e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <foo/>                                      | m.xml:1: <foo>: is not supported
          <worldbody><geom size='1' foo='1'/></worldbody> | m.xml:1: <geom>: attribute 'foo' is not supported
          <worldbody><geom type='hfield'/></worldbody> | attribute 'type' is 'hfield', expected one of
          <worldbody><geom type='mesh' contype='0'/></worldbody> | attribute 'mesh' is missing
          <worldbody><geom type='mesh' mesh='m'/></worldbody> | attribute 'mesh' is 'm', expected a <mesh> whose vertices are in the file
          <asset><mesh name='m' file='m.stl'/></asset><worldbody><geom type='mesh' mesh='m'/></worldbody> | attribute 'mesh' is 'm', expected a <mesh> whose
          <asset><mesh name='m' vertex='1 2 3 4 5 6 7 8 9 1 2 3' foo='1'/></asset> | m.xml:1: <mesh>: attribute 'foo' is not supported
          <asset><mesh name='m' vertex='1 2 3'/></asset><worldbody><geom type='mesh' mesh='m'/></worldbody> | m.xml:1: <mesh>: attribute 'vertex' has 3 numbers, expected 12 to 30000
          <asset><mesh name='m' vertex='1 2 3 4 5 6 7 8 9 1 2 3 4'/></asset><worldbody><geom type='mesh' mesh='m'/></worldbody> | vertices has 13 numbers, expected 3 each
          <asset><mesh name='m' vertex='1 1 1 1 1 2 1 2 1 2 1 1'/></asset><worldbody><geom type='mesh' mesh='m'/></worldbody> | HULL geom '' (m.xml:1): vertices lie all to one side of the frame's origin
          <asset><mesh name='m' vertex='1 0 0 0 1 0 0 0 1 -1 -1 -1' refpos='0 0 1'/></asset><worldbody><geom type='mesh' mesh='m'/></worldbody> | <mesh>: attribute 'refpos' is not supported
          <default><mesh maxhullvert='20'/></default><asset><mesh name='m' vertex='1 0 0 0 1 0 0 0 1 -1 -1 -1'/></asset><worldbody><geom type='mesh' mesh='m'/></worldbody> | <mesh>: attribute 'maxhullvert' is not supported as '20'
          <asset><mesh name='m' vertex='1 0 0 0 1 0 0 0 1 -1 -1 -1'/></asset><worldbody><body><geom type='mesh' mesh='m'/></body></worldbody> | attribute 'mesh' would give its body mass
          <worldbody><body><geom type='mesh' contype='0' conaffinity='0'/></body></worldbody> | attribute 'mesh' is missing
          <worldbody><geom type='mesh' contype='0' conaffinity='0' foo='1'/></worldbody> | attribute 'foo' is not supported
          <worldbody><geom/></worldbody>              | m.xml:1: <geom>: attribute 'size' is missing
          <worldbody><geom size='-1'/></worldbody>    | (m.xml:1): size is -1.0, expected more than 0
          <worldbody><geom size='NaN'/></worldbody>   | attribute 'size' has 'NaN', which is not a finite number
          <worldbody><geom size='1e999'/></worldbody> | attribute 'size' has '1e999', which is not a finite number
          <worldbody><geom size='1d'/></worldbody>    | attribute 'size' has '1d'
          <worldbody><geom size='1 2 3 4'/></worldbody> | attribute 'size' has 4 numbers, expected 0 to 3
          <worldbody><geom size='1 x'/></worldbody>   | attribute 'size' has 'x', which is not a finite number
          <worldbody><geom type='box' size='1 2'/></worldbody> | attribute 'size' has 2 numbers, expected 3
          <worldbody><geom type='capsule' size='1'/></worldbody> | attribute 'size' has 1 numbers, expected 2
          <worldbody><geom type='box' fromto='0 0 0 0 0 1'/></worldbody> | attribute 'size' is missing
          <worldbody><geom type='cylinder' size='1' fromto='0 0 0 0 0 0'/></worldbody> | (m.xml:1): size is 0.0, expected more than 0
          <worldbody><geom size='1' pos='0.2/2 0 1'/></worldbody> | attribute 'pos' has '0.2/2'
          <worldbody><geom size='1' condim='2'/></worldbody> | dimension is 2, expected 1, 3, 4 or 6
          <worldbody><geom size='1' contype='.5'/></worldbody> | attribute 'contype' is 0.5, expected a whole number
          <worldbody><geom size='1' quat='0 0 0 0'/></worldbody> | attribute 'quat' is all zeros
          <worldbody><geom size='1' quat='1 0 0 0' euler='0 0 0'/></worldbody> | is a second orientation besides
          <worldbody><geom size='1' class='x'/></worldbody> | no default class is called 'x'
          <worldbody><geom size='1' solref='0.02 -1'/></worldbody> | attribute 'solref' is 0.02 -1.0, expected two
          <worldbody><body><joint type='slide'/><inertial mass='1' diaginertia='1 1 1'/><geom name='p' type='plane'/></body></worldbody> | PLANE geom 'p' (m.xml:1): is in a body that moves, expected one that is fixed to the world
          <worldbody><body><freejoint/><geom size='1'/><body><geom type='plane' contype='0'/></body></body></worldbody> | PLANE geom '' (m.xml:1): is in a body that moves
          <worldbody><body><joint axis='0 0 0'/><geom size='1'/></body></worldbody> | axis has no length
          <worldbody><body><joint range='2 1'/><geom size='1'/></body></worldbody> | range is from
          <worldbody><body><joint limited='true'/></body></worldbody> | attribute 'range' is missing
          <worldbody><body><joint limited='true' range='0 0'/></body></worldbody> | m.xml:1: <joint>: attribute 'range' is 0 0, though 'limited' is true
          <default><joint limited='true'/></default><worldbody><body><joint range='0 0'/></body></worldbody> | attribute 'range' is 0 0, though 'limited' is true
          <worldbody><body><joint range='1 1'/><geom size='1'/></body></worldbody> | expected the lower number first
          <worldbody><body><joint actuatorfrcrange='-1 1'/></body></worldbody> | attribute 'actuatorfrcrange' is not supported
          <worldbody><body><joint springdamper='1 1'/></body></worldbody> | attribute 'springdamper' is not supported as '1 1'
          <worldbody><body gravcomp='1'/></worldbody> | m.xml:1: <body>: attribute 'gravcomp' is not supported as '1', only as '0'
          <worldbody><geom size='1' shellinertia='true'/></worldbody> | attribute 'shellinertia' is not supported as 'true'
          <option viscosity='1'/><worldbody><geom size='1' fluidshape='ellipsoid'/></worldbody> | attribute 'fluidshape' is not supported as 'ellipsoid'
          <worldbody><body><joint name='j'/></body></worldbody> | body '' (m.xml:1): mass is 0.0
          <worldbody><joint/></worldbody>             | joint '' (m.xml:1): the world takes no joint
          <worldbody><inertial mass='1'/></worldbody> | m.xml:1: <inertial>: is one too many in <worldbody> 'world'
          <compiler inertiafromgeom='true'/><worldbody><body><inertial mass='1'/><inertial mass='1'/></body></worldbody> | is one too many in <body>
          <worldbody><body><inertial mass='1' fullinertia='1 1 1 0 0 0' diaginertia='1 1 1'/></body></worldbody> | attribute 'diaginertia' stands beside
          <worldbody><body name='b' mocap='true'><joint/><geom size='1'/></body></worldbody> | body 'b' (m.xml:1): mocap is true, expected false unless it is a child of the world without joints
          <worldbody><body><body name='b' mocap='true'/></body></worldbody> | mocap is true, expected
          <worldbody><body><body><freejoint/></body></body></worldbody> | a free joint is the only one of its body
          <worldbody><body><freejoint/><inertial pos='0 0 0' mass='1' diaginertia='1 1 3'/></body></worldbody> | as in no rigid body
          <worldbody><body name='a'/><body name='a'/></worldbody> | body 'a' (m.xml:1): another of its kind has the same name
          <worldbody><geom type='ellipsoid' size='1 1 1'/><body><freejoint/><geom size='1'/></body></worldbody> | may touch, but no contacts are found
          <actuator><motor joint='j'/></actuator>     | actuator '' (m.xml:1): no joint is called 'j'
          <actuator><motor joint='j' ctrllimited='true' ctrlrange='0 0'/></actuator> | m.xml:1: <motor>: attribute 'ctrlrange' is 0 0, though 'ctrllimited' is true
          <actuator><motor tendon='t'/></actuator>    | m.xml:1: <motor>: attribute 'tendon' is not supported, only 'joint'
          <actuator><position joint='j' timeconst='1'/></actuator> | attribute 'timeconst' is not supported as '1'
          <actuator><motor joint='j' armature='1'/></actuator> | attribute 'armature' is not supported as '1'
          <actuator><muscle joint='j'/></actuator>    | m.xml:1: <muscle>: is not supported in <actuator>
          <contact><exclude body1='a' body2='b'/></contact> | exclusion (m.xml:1): no body is called 'a'
          <equality><weld body1='b'/></equality>      | m.xml:1: <weld>: attribute 'relpose' is missing
          <equality><weld body1='b' body2='c' relpose='0 0 0 1 0 0 0'/></equality> | weld of 'b' and 'c' (m.xml:1): no body is called 'b'
          <equality><weld body1='b' relpose='0 0 0 0 0 0 0'/></equality> | weld of 'b' and 'world' (m.xml:1): orientation is all zeros, expected a quaternion
          <equality><weld body1='b' body2='b' relpose='0 0 0 1 0 0 0'/></equality> | weld of 'b' and 'b' (m.xml:1): expected two bodies
          <worldbody><body name='b'/></worldbody><equality><weld body1='b' relpose='0 0 0 1 0 0 0'/></equality> | weld of 'b' and 'world' (m.xml:1): the bodies cannot move against each other
          <equality><weld body1='b' relpose='0 0 0 1 0 0 0' anchor='0 0 1'/></equality> | attribute 'anchor' is not supported as '0 0 1'
          <equality><weld body1='b' relpose='0 0 0 1 0 0 0' torquescale='2'/></equality> | attribute 'torquescale' is not supported as '2', only as '1'
          <equality><weld site1='b' site2='c'/></equality> | <weld>: attribute 'body1' is missing
          <equality><weld active='false'/><connect/></equality> | m.xml:1: <connect>: is not supported in <equality>
          <equality><joint/></equality>               | m.xml:1: <joint>: attribute 'joint1' is missing
          <equality><joint joint1='j'/></equality>    | equality of joint 'j' (m.xml:1): no joint is called 'j'
          <equality><joint joint1='j' joint2='j'/></equality> | m.xml:1: <joint>: equality of joint 'j' (m.xml:1): expected another joint to follow
          <equality><joint joint1='j' polycoef='0 1 2 3 4 5'/></equality> | attribute 'polycoef' has 6 numbers, expected 1 to 5
          <equality><joint joint1='j' foo='1'/></equality> | m.xml:1: <joint>: attribute 'foo' is not supported
          <equality><joint joint1='j' active='maybe'/></equality> | attribute 'active' is 'maybe', expected one of
          <equality><joint joint1='j' solref='0 1'/></equality> | attribute 'solref' is 0.0 1.0, expected two
          <worldbody><body><freejoint name='f'/><geom size='1'/></body></worldbody><equality><joint joint1='f'/></equality> | equality of joint 'f' (m.xml:1): joint 'f' (m.xml:1) is a FREE, expected a slide or hinge
          <tendon><fixed stiffness='2'/></tendon>     | m.xml:1: <fixed>: attribute 'stiffness' is not supported as '2', only as '0'
          <tendon><fixed damping='2'/></tendon>       | attribute 'damping' is not supported as '2'
          <tendon><fixed frictionloss='2'/></tendon>  | attribute 'frictionloss' is not supported as '2'
          <tendon><fixed armature='2'/></tendon>      | attribute 'armature' is not supported as '2'
          <tendon><fixed range='0 1'/></tendon>       | m.xml:1: <fixed>: attribute 'range' is not supported, expected none that limits
          <tendon><spatial limited='true' range='0 1'/></tendon> | m.xml:1: <spatial>: attribute 'range' is not supported
          <tendon><fixed foo='2'/></tendon>           | m.xml:1: <fixed>: attribute 'foo' is not supported
          <tendon><foo/></tendon>                     | m.xml:1: <foo>: is not supported in <tendon>
          <default><tendon stiffness='2'/></default><tendon><fixed/></tendon> | m.xml:1: <fixed>: attribute 'stiffness' is not supported
          <asset><foo/></asset>                       | m.xml:1: <foo>: is not supported in <asset>
          <deformable><flex/></deformable>            | m.xml:1: <flex>: is not supported in <deformable>
          <extension><plugin/></extension>            | m.xml:1: <plugin>: is not supported in <extension>
          <actuator><motor joint='j'><foo/></motor></actuator> | m.xml:1: <foo>: is not supported in <motor>
          <equality><joint joint1='j'><foo/></joint></equality> | m.xml:1: <foo>: is not supported in <joint>
          <contact><exclude body1='a' body2='b'><foo/></exclude></contact> | m.xml:1: <foo>: is not supported in <exclude>
          <asset><mesh name='m' vertex='1 0 0 0 1 0 0 0 1 -1 -1 -1'><foo/></mesh></asset> | m.xml:1: <foo>: is not supported in <mesh>
          <include file='a.xml'><foo/></include>      | m.xml:1: <foo>: is not supported in <include>
          <worldbody><geom size='1' adhesion=''/></worldbody> | attribute 'adhesion' has 0 numbers, expected at least 1
          <contact><pair/></contact>                  | m.xml:1: <pair>: is not supported in <contact>
          <worldbody><geom size='1' contype='3e9'/></worldbody> | attribute 'contype' is 3.0E9, expected a whole number
          <worldbody><geom size='1'><plugin/></geom></worldbody> | m.xml:1: <plugin>: is not supported in <geom>
          <worldbody><geom type='sphere' size='1' fromto='0 0 0 0 0 1'/></worldbody> | attribute 'fromto' is not for a SPHERE
          <worldbody><geom type='capsule' size='1' fromto='0 0 0 0 0 1' pos='0 0 0'/></worldbody> | attribute 'pos' stands beside 'fromto'
          <worldbody><geom size='1' adhesion='1'/></worldbody> | attribute 'adhesion' is not supported as '1', only as '0'
          <worldbody><geom size='1' surfacevel='0 1 0'/></worldbody> | attribute 'surfacevel' is not supported as '0 1 0', only as '0'
          <compiler inertiafromgeom='true'/><worldbody><body><inertial mass='1'/><geom type='mesh' contype='0' conaffinity='0'/></body></worldbody> | attribute 'mesh' is missing
          <option viscosity='1'/><worldbody><geom type='mesh' contype='0' conaffinity='0' fluidshape='ellipsoid'/></worldbody> | attribute 'mesh' is missing
          <worldbody><body><inertial mass='1'><foo/></inertial></body></worldbody> | m.xml:1: <foo>: is not supported in <inertial>
          <worldbody><body><inertial mass='1' fullinertia='1 1 1 0 0 0' euler='0 0 30'/></body></worldbody> | attribute 'fullinertia' has axes of its own
          <worldbody><body><freejoint align='true'/></body></worldbody> | <freejoint>: attribute 'align' is not supported as 'true', only as 'false'
          <compiler autolimits='false'/><worldbody><body><joint actuatorfrcrange='-1 1'/></body></worldbody> | says nothing without 'actuatorfrclimited'
          <asset><mesh name='m' vertex='1 0 0 0 1 0 0 0 1 -1 -1 -1'/><mesh name='m' vertex='1 0 0 0 1 0 0 0 1 -1 -1 -1'/></asset> | m.xml:1: <mesh>: another mesh is called 'm'
          <default><default/></default>               | m.xml:1: <default>: attribute 'class' is missing
          <default><default class='main'/></default>  | m.xml:1: <default>: the class 'main' is there already
          <default foo='1'/>                          | m.xml:1: <default>: attribute 'foo' is not supported
          <default><geom><foo/></geom></default>      | m.xml:1: <foo>: is not supported in <geom>
          <default><joint class='x'/></default>       | m.xml:1: <joint>: attribute 'class' is not supported in a default
          <default><position kp='5'/></default><actuator><velocity joint='j'/></actuator> | its defaults set a gain of <position> too
          <actuator><motor joint='j' delay='1'/></actuator> | attribute 'delay' is not supported as '1'
          <actuator><position joint='j' dampratio='1'/></actuator> | attribute 'dampratio' is not supported as '1'
          <actuator><motor site='s'/></actuator>      | m.xml:1: <motor>: attribute 'site' is not supported, only 'joint'
          <actuator><motor body='b'/></actuator>      | m.xml:1: <motor>: attribute 'body' is not supported, only 'joint'
          <option gravity='0 0'/>                     | m.xml:1: <option>: attribute 'gravity' has 2 numbers, expected 3
          <option collision='predefined'/>            | attribute 'collision' is not supported as 'predefined', only as 'all'
          <option><flag diagexact='enable'/></option> | attribute 'diagexact' is not supported as 'enable'
          <option><flag contact='disable'><foo/></flag></option> | m.xml:1: <foo>: is not supported in <flag>
          <compiler eulerseq='xyzx'/>                 | attribute 'eulerseq' is 'xyzx', expected three of xyzXYZ
          <compiler alignfree='true'/>                | attribute 'alignfree' is not supported as 'true', only as 'false'
          <include file='a.xml' foo='1'/>             | m.xml:1: <include>: attribute 'foo' is not supported
          <option timestep='0'/>                      | timestep is 0.0, expected more than 0
          <option integrator='implicit'/>             | attribute 'integrator' is 'implicit', expected one of
          <option solver='LCP'/>                      | attribute 'solver' is 'LCP', expected one of [Newton, CG, PGS]
          <option><flag contact='off'/></option>      | m.xml:1: <flag>: attribute 'contact' is 'off', expected one of [enable, disable]
          <option><flag foo='disable'/></option>      | m.xml:1: <flag>: attribute 'foo' is not supported
          <option><flag refsafe='disable'/></option>  | m.xml:1: <flag>: attribute 'refsafe' is not supported as 'disable', only as 'enable'
          <option><flag override='enable'/></option>  | attribute 'override' is not supported as 'enable'
          <option><flag multiccd='enable'/></option>  | m.xml:1: <flag>: attribute 'multiccd' is not supported as 'enable', only as 'disable'
          <option><flag sleep='enable'/></option>     | attribute 'sleep' is not supported as 'enable'
          <option><foo/></option>                     | m.xml:1: <foo>: is not supported in <option>
          <option noslip_iterations='3'/>             | attribute 'noslip_iterations' is not supported as '3', only as '0'
          <option actuatorgroupdisable='0'/>          | attribute 'actuatorgroupdisable' is not supported as '0'
          <option density='-1'/>                      | m.xml:1: <option>: option: density is -1.0, expected at least 0
          <compiler fusestatic='true'/>               | attribute 'fusestatic' is not supported as 'true', only as 'false'
          <compiler coordinate='global'/>             | attribute 'coordinate' is 'global'
          <compiler autolimits='false'/><worldbody><body><joint range='0 1'/></body></worldbody> | says nothing without 'limited'
          <default><default class='a'/><default class='a'/></default> | the class 'a' is there already
          <default><foo/></default>                   | m.xml:1: <foo>: such defaults are not supported
          <default><tendon foo='1'/></default>        | m.xml:1: <tendon>: attribute 'foo' is not supported in a default
          <default class='x'><geom size='1'/></default> | m.xml:1: <default>: attribute 'class' is 'x', expected 'main'
          <default><default class='a'><geom foo='1'/></default></default> | m.xml:1: <geom>: attribute 'foo' is not supported in a default
          <default><velocity kv='5'/></default><actuator><position joint='j'/></actuator> | its defaults set a gain of <velocity> too
          """)
  void messagesNameTheProblemAndItsPlace(String contents, String message) {
    String found = refused(contents);
    assertTrue(found.contains(message), found);
    assertTrue(found.length() < 500, "too long a message");
  }

  @Test
  void linesAreCounted() {
    assertTrue(
        refused("\n<!-- one\ntwo -->\n<worldbody>\n<geom\nsize='0'/></worldbody>")
            .contains("m.xml:5"));
  }

  /** Even where they quote line breaks or control characters of the file. */
  @Test
  void messagesAreOneLine() {
    assertEquals(
        "m.xml:2: expected '>', found '/ /worldbo'", refused("<worldbody\n/\n/worldbody\n/>"));
    assertTrue(refused("<\n\na='1'/>").contains("expected an element's name, found ' a='1'/><'"));
    assertTrue(
        refused("<worldbody><body childclass='a\u2028b\u0085c\u0001'/></worldbody>")
            .contains("is called 'a b c '"));
    assertTrue(refused("<worldbody><geom size='1\n2\r\n x'/></worldbody>").contains("has 'x'"));
  }
}
