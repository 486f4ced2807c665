using SharpFuzz;
using SmtpGen.Fuzz.Targets;
using Xunit.Runner.InProc.SystemConsole;

namespace SmtpGen.Fuzz;

/// <summary>Runs the tests; or a target under afl-fuzz, or over files, or prepares assemblies for afl-fuzz.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["fuzz", var name]:
                var fuzzed = FuzzTarget.Named(name);
                Fuzzer.OutOfProcess.Run(stream => fuzzed.Run(ReadAll(stream)));
                return 0;
            case ["try", var name, .. var files]:
                var tried = FuzzTarget.Named(name);
                foreach (string file in files)
                    tried.Run(await File.ReadAllBytesAsync(file));
                return 0;
            case ["instrument", .. var assemblies]:
                foreach (string assembly in assemblies)
                    Fuzzer.Instrument(assembly, _ => true, Options.Value);
                return 0;
            default:
                return await ConsoleRunner.Run(args);
        }
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var octets = new MemoryStream();
        stream.CopyTo(octets);
        return octets.ToArray();
    }
}
