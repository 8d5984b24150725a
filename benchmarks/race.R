# The samplers of MCMCpack and pscl on the votes that benchmarks/race.py wrote: posterior means, seconds, effective sample sizes.
# Rscript race.R FOLDER TARGET CAP: reads FOLDER/ordered.csv and FOLDER/binary.csv (states in rows, votes in columns),
# writes FOLDER/SAMPLER.csv. A chain is run again, longer, until the median effective sample size of the positions is TARGET or the
# processor seconds of one run pass CAP; the seconds are those of the last run alone, as if its length had been known.
suppressPackageStartupMessages({
  library(MCMCpack)
  library(pscl)
  library(coda)
})
arguments <- commandArgs(TRUE)
folder <- arguments[1]
target <- as.numeric(arguments[2])
cap <- as.numeric(arguments[3])

# The priors are those of benchmarks/race.py's own fit: discriminations normal with deviation 1, cutpoints with 5.
weak <- 1 / 25
# Draws kept of each run, evenly spaced; lengths are multiples of it.
kept <- 2000

# MCMCpack's functions read items as columns, drop none of ours (all divide), and fix the sign by one loading.
# Runs start at 4,000 iterations after a fifth as many; each next one is as long as the last one's sizes ask for.
sample_ordinal <- function(answers, length) {
  lead <- which.max(abs(cor(answers, rowMeans(answers, na.rm = TRUE), use = "pairwise")))
  constraint <- setNames(list(list(2, "+")), colnames(answers)[lead])
  precisions <- cbind(rep(weak, ncol(answers)), 1)
  chain <- MCMCordfactanal(answers, factors = 1, lambda.constraints = constraint, burnin = length / 5, mcmc = length,
                           thin = length / kept, seed = 1, l0 = 0, L0 = precisions, store.lambda = FALSE, store.scores = TRUE)
  # Cutpoints are in the chain as well; of each state it has a constant and its score.
  chain <- chain[, paste0("phi.", rownames(answers), ".2")]
  colnames(chain) <- rownames(answers)
  chain
}

sample_binary <- function(answers, length) {
  chain <- MCMCirt1d(answers, burnin = length / 5, mcmc = length, thin = length / kept, seed = 1, ab0 = 0, AB0 = diag(c(weak, 1)),
                     store.item = FALSE, store.ability = TRUE)
  colnames(chain) <- sub("^theta\\.", "", colnames(chain))
  chain
}

sample_ideal <- function(answers, length) {
  set.seed(1)
  votes <- rollcall(answers, yea = 1, nay = 0, missing = NA, notInLegis = 9)
  precisions <- cbind(rep(1, ncol(answers)), weak)
  found <- ideal(votes, dropList = list(), d = 1, maxiter = length * 6 / 5, burnin = length / 5, thin = length / kept,
                 priors = list(bp = 0 * precisions, bpv = precisions), store.item = FALSE)
  chain <- found$x[, , 1]
  colnames(chain) <- rownames(answers)
  chain
}

run <- function(name, draw, answers, length) {
  repeat {
    seconds <- system.time(chain <- draw(answers, length))[["user.self"]]
    draws <- as.matrix(chain)
    sizes <- effectiveSize(mcmc(draws))
    if (median(sizes) >= target || seconds >= cap) break
    length <- kept * ceiling(length * min(20, max(1.5, 1.2 * target / median(sizes))) / kept)
  }
  found <- data.frame(state = colnames(draws), mean = colMeans(draws), size = sizes, seconds = seconds, iterations = length)
  write.csv(found, file.path(folder, paste0(name, ".csv")), row.names = FALSE)
}

read <- function(name) as.matrix(read.csv(file.path(folder, name), row.names = 1, check.names = FALSE))
run("MCMCordfactanal", sample_ordinal, read("ordered.csv"), 4000)
run("MCMCirt1d", sample_binary, read("binary.csv"), 4000)
run("ideal", sample_ideal, read("binary.csv"), 4000)
