using System.Runtime.CompilerServices;

namespace SmtpGen.Tests;

/// <summary>Lets the servers of tests have no page: they run at the same time, and its usual address is one.</summary>
internal static class NoPage
{
    [ModuleInitializer]
    internal static void Set() => Environment.SetEnvironmentVariable("SMTPGEN_WEB__LISTEN", "off");
}
