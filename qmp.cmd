@echo off
rem The command line with the fast kernels: "java -jar qmp.jar" works too, without them.
setlocal
set "JAR=%~dp0examples\target\qmp.jar"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
set "VERSION="
for /f "tokens=3" %%v in ('call "%JAVA%" -XshowSettings:properties -version 2^>^&1 ^| findstr /c:"java.specification.version ="') do set "VERSION=%%v"
if not defined VERSION (
  echo qmp: no Java found; install a JDK from 17 on, or set JAVA_HOME to one 1>&2
  exit /b 2
)
if "%VERSION:~0,2%"=="1." set "VERSION=%VERSION:~2%"
if %VERSION% LSS 17 (
  echo qmp: %JAVA% is Java %VERSION%, but 17 or newer is needed; set JAVA_HOME to one 1>&2
  exit /b 2
)
if not exist "%JAR%" (
  echo qmp: building examples\target\qmp.jar, once 1>&2
  pushd "%~dp0"
  call mvnw.cmd -q -DskipTests package 1>&2
  popd
)
if not exist "%JAR%" exit /b 2
"%JAVA%" --add-modules ALL-SYSTEM -Djdk.console=java.base %QMP_JAVA_OPTS% -jar "%JAR%" %*
