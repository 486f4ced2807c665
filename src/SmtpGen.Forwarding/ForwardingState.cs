using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmtpGen.Forwarding;

/// <summary>What attempts leave for the next one: the recipients that are done, by their place in the envelope.</summary>
/// <param name="Accepted">Those that have the message.</param>
/// <param name="Failed">Those that will not get it.</param>
internal sealed record ForwardingState(IReadOnlySet<int> Accepted, IReadOnlySet<int> Failed)
{
    public static ForwardingState None { get; } = new(new SortedSet<int>(), new SortedSet<int>());

    /// <summary>Reads what an attempt has left. What cannot be read says nothing, so that all recipients are tried.</summary>
    public static ForwardingState Read(string? json)
    {
        if (json is null)
            return None;
        try
        {
            var kept = JsonSerializer.Deserialize(json, ForwardingJson.Default.KeptState);
            return kept is null ? None : new(new SortedSet<int>(kept.Accepted ?? []), new SortedSet<int>(kept.Failed ?? []));
        }
        catch (JsonException)
        {
            return None;
        }
    }

    public string Write() => JsonSerializer.Serialize(new KeptState([.. Accepted], [.. Failed]), ForwardingJson.Default.KeptState);

    public bool IsDone(int recipient) => Accepted.Contains(recipient) || Failed.Contains(recipient);

    /// <summary>Adds what an attempt came to.</summary>
    /// <param name="recipients">The places of those that were tried.</param>
    /// <param name="outcomes">An outcome for each of them.</param>
    public ForwardingState With(IReadOnlyList<int> recipients, IReadOnlyList<RecipientOutcome> outcomes)
    {
        var (accepted, failed) = (new SortedSet<int>(Accepted), new SortedSet<int>(Failed));
        for (int i = 0; i < recipients.Count; i++)
        {
            if (outcomes[i].Fate == RecipientFate.Accepted)
                accepted.Add(recipients[i]);
            else if (outcomes[i].Fate == RecipientFate.Failed)
                failed.Add(recipients[i]);
        }

        return new(accepted, failed);
    }
}

/// <summary>The form of <see cref="ForwardingState"/> in a store.</summary>
internal sealed record KeptState(IReadOnlyList<int>? Accepted, IReadOnlyList<int>? Failed);

/// <summary>Reads and writes it without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KeptState))]
internal sealed partial class ForwardingJson : JsonSerializerContext;
