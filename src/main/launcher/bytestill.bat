@echo off
rem Starts Bytestill: the window without arguments, a command with some. Needs a Java 17 or newer, no Maven.
setlocal
set "home=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -DOPT_OUT_TRACKING=true %JAVA_OPTS% -cp "%home%\lib\*" org.bytestill.Main %*
exit /b %ERRORLEVEL%
