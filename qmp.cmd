@echo off
rem The command line with the fast kernels: "java -jar qmp.jar" works too, without them.
setlocal DisableDelayedExpansion

rem Symbolic links are followed to the folder that this file is really in.
set "SELF=%~f0"
:follow
for %%f in ("%SELF%") do set "PLACE=%%~dpf"
set "LINK="
for /f "tokens=2 delims=[]" %%t in ('dir /al "%SELF%" 2^>nul ^| findstr /c:"<SYMLINK>"') do set "LINK=%%t"
if not defined LINK goto java
set "SELF=%PLACE%%LINK%"
if "%LINK:~1,1%"==":" set "SELF=%LINK%"
if "%LINK:~0,1%"=="\" set "SELF=%LINK%"
goto follow

:java
set "JAVA="
if defined JAVA_HOME goto home
for %%j in (java.exe) do set "JAVA=%%~$PATH:j"
if defined JAVA goto version
echo qmp: there is no java on the PATH, and JAVA_HOME is not set; all you need is a JDK, version 17 or later 1>&2
exit /b 2
:home
set "JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%JAVA%" goto version
echo qmp: JAVA_HOME is %JAVA_HOME%, where there is no bin\java.exe; set it to a JDK, version 17 or later 1>&2
exit /b 2

rem A JDK's file "release" tells its version; only where there is none is a JVM started to ask it.
:version
for %%j in ("%JAVA%") do set "RELEASE=%%~dpj..\release"
set "VERSION="
if exist "%RELEASE%" for /f "tokens=2 delims==" %%v in ('findstr /b /c:"JAVA_VERSION=" "%RELEASE%"') do set "VERSION=%%~v"
if not defined VERSION for /f "tokens=3" %%v in ('call "%JAVA%" -XshowSettings:properties -version 2^>^&1 ^| findstr /c:"java.specification.version ="') do set "VERSION=%%v"
if not defined VERSION set "VERSION=0"
if "%VERSION:~0,2%"=="1." set "VERSION=%VERSION:~2%"
for /f "delims=.-_+" %%v in ("%VERSION%") do set "VERSION=%%v"
if %VERSION% GEQ 17 goto jar
echo qmp: %JAVA% is Java %VERSION%, but version 17 or later is needed; set JAVA_HOME to such a JDK 1>&2
exit /b 2

:jar
set "JAR=%PLACE%examples\target\qmp.jar"
if exist "%JAR%" goto run
if exist "%PLACE%mvnw.cmd" if exist "%PLACE%examples\src\main\java\org\qmp" goto build
echo qmp: %JAR% is missing, and there are no sources in %PLACE% to build it from 1>&2
exit /b 2
:build
echo qmp: building examples\target\qmp.jar, which takes a minute 1>&2
pushd "%PLACE%"
call "%PLACE%mvnw.cmd" -q -Pquick package 1>&2
popd
move /y "%PLACE%examples\target\quick\qmp.jar" "%JAR%" >nul
if not exist "%JAR%" exit /b 1

:run
"%JAVA%" --add-modules ALL-SYSTEM -Djdk.console=java.base %QMP_JAVA_OPTS% -jar "%JAR%" %*
