using Microsoft.Extensions.DependencyInjection;
using ReapFunctions.Training;

namespace ReapFunctions;

// Compiled only for Azure, where ML.NET is.
public static partial class Registration
{
    static partial void AddCandidates(IServiceCollection services) => services.AddSingleton<ICandidateTrainer, FastTreeCandidate>();
}
