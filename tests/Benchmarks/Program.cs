using System.Globalization;
using SmtpGen.Benchmarks.Logins;
using SmtpGen.Benchmarks.Parts;
using SmtpGen.Benchmarks.Peers;

switch (args)
{
    case ["peers", .. var options]:
        return await PeerComparison.RunAsync(options);
    case ["logins", .. var rounds]:
        await LoginFlood.RunAsync(rounds is [var times] ? int.Parse(times, CultureInfo.InvariantCulture) : 5);
        return 0;
    case ["parts", .. var options]:
        return PartBenchmarks.Run(options);
    default:
        return PartBenchmarks.Run(args);
}
