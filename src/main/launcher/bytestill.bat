@echo off
rem Starts Bytestill: the window without arguments, a command with some. Needs a Java 17 or newer, no Maven.
setlocal
set "home=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
rem DJL follows PYTORCH_LIBRARY_PATH even where its CUDA cannot be loaded; Bytestill looks at it first.
set "libtorch=-Dbytestill.named=0"
if defined PYTORCH_LIBRARY_PATH set "libtorch=-Dbytestill.libtorch=%PYTORCH_LIBRARY_PATH%"
set "PYTORCH_LIBRARY_PATH="
"%java%" "%libtorch%" --enable-native-access=ALL-UNNAMED -DOPT_OUT_TRACKING=true %JAVA_OPTS% -cp "%home%\lib\*" org.bytestill.Main %*
exit /b %ERRORLEVEL%
