using System.Reflection;

namespace SmtpGen.Protocols.Tests.Client;

/// <summary>What an application answers that has no reason for anything.</summary>
internal static class RandomAnswers
{
    /// <summary>A value of the type of a command's results.</summary>
    public static object Choose(Type result, Random random)
    {
        var members = result.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => !method.IsSpecialName && method.Name != "Of").ToList();

        // The first is the way on; without it no walk would get far.
        var member = random.Next(6) > 0 ? members.Single(IsFirst) : members[random.Next(members.Count)];
        return Invoke(member);
    }

    private static bool IsFirst(MethodInfo member) =>
        Invoke(member) is var answer && answer.GetType().GetProperty("Outcome", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(answer) is 1;

    private static object Invoke(MethodInfo member) => member.Invoke(null, member.GetParameters().Length == 0 ? [] : ["dGV4dA=="])!;
}
