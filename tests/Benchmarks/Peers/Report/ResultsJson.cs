using System.Text.Json;

namespace SmtpGen.Benchmarks.Peers.Report;

/// <summary>The results for programs: every sample, and median, least and most.</summary>
internal static class ResultsJson
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Writes the file.</summary>
    public static void Write(string path, PeerOptions options, Machine machine, IReadOnlyList<LoadResult> results, IReadOnlyDictionary<string, string> leftOut) =>
        File.WriteAllText(path, JsonSerializer.Serialize(
            new
            {
                machine,
                options.Rounds,
                options.Scale,
                LeftOut = leftOut,
                Loads = results.Select(result => new
                {
                    result.Load.Id,
                    result.Load.Title,
                    Receivers = result.Standings.Select(standing => new
                    {
                        standing.Receiver.Id,
                        standing.Receiver.Title,
                        standing.Failure,
                        Rounds = standing.Rounds.Select(Named),
                        Apart = Named(standing.Apart),
                        Figures = result.Figures.Where(figure => standing[figure] is not null).ToDictionary(figure => figure.Id, figure => standing[figure]),
                        Ratios = result.References.ToDictionary(
                            reference => reference.Receiver.Id,
                            reference => result.Figures.Where(figure => figure.IsCompared && standing.Ratio(figure, reference) is not null)
                                .ToDictionary(figure => figure.Id, figure => standing.Ratio(figure, reference))),
                    }),
                }),
            },
            s_options));

    private static Dictionary<string, double>? Named(Sample? sample) => sample?.ToDictionary(pair => pair.Key.Id, pair => pair.Value);
}
