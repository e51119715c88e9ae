# Makes survival.json, the constants of R's survival package that tests/test_survival.py compares with.
#
#     Rscript tests/oracles/survival.R > tests/oracles/survival.json
#
# R 4.2.2, survival 3.5-3 (Debian r-cran-survival, r-cran-jsonlite is not needed).
library(survival)

number <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", x))
list_of <- function(x) paste0("[", paste(number(x), collapse = ", "), "]")
object <- function(...) {
  parts <- list(...)
  paste0("{", paste0('"', names(parts), '": ', unlist(parts), collapse = ", "), "}")
}

# The median with its interval, R's default: log transform, midpoint where the curve is flat at one half.
median_of <- function(fit, row = NULL) {
  table <- summary(fit)$table
  if (!is.null(row)) table <- table[row, ]
  list_of(table[c("median", "0.95LCL", "0.95UCL")])
}

curve_of <- function(fit) {
  object(days = list_of(fit$time), silent = list_of(fit$surv), error = list_of(fit$std.err * fit$surv),
         low = list_of(fit$lower), high = list_of(fit$upper))
}

lung_all <- survfit(Surv(time, status) ~ 1, data = lung)
lung_sex <- survfit(Surv(time, status) ~ sex, data = lung)
aml_x <- survfit(Surv(time, status) ~ x, data = aml)
flat <- survfit(Surv(c(1, 2, 4, 7, 9, 9), c(1, 1, 1, 1, 0, 1)) ~ 1)
aml_test <- survdiff(Surv(time, status) ~ x, data = aml)

# Eight applicants of five applications each; 0 is no answer, 1 to 3 the answers.
set.seed(3)
small <- data.frame(row = 1:40, applicant = rep(1:8, each = 5), days = sample(1:12, 40, TRUE),
                    answer = sample(0:3, 40, TRUE))
alone <- survfit(Surv(days, answer > 0) ~ 1, data = small)
clustered <- survfit(Surv(days, answer > 0) ~ 1, data = small, cluster = applicant)
# survfit takes no notice of cluster= where answers compete (3.5-3); its own influences, summed over applicants, do.
competing <- survfit(Surv(days, factor(answer)) ~ 1, data = small, id = row, influence = TRUE)
influence <- competing$influence.pstate
first <- dim(influence)[2] - length(competing$time) + 1
clustered_incidence <- apply(influence, c(2, 3), function(x) sqrt(sum(rowsum(x, small$applicant)^2)))
clustered_incidence <- clustered_incidence[first:dim(influence)[2], ]
by_answer <- function(matrix) paste0("[", paste(apply(matrix[, 2:4], 2, list_of), collapse = ", "), "]")

cat(object(
  lung = object(days = list_of(lung$time), status = list_of(lung$status - 1), sex = list_of(lung$sex),
                median = median_of(lung_all), median_by_sex = paste0("[", median_of(lung_sex, 1), ", ",
                median_of(lung_sex, 2), "]"), curve = curve_of(lung_all)),
  aml = object(days = list_of(aml$time), status = list_of(aml$status), maintained = list_of(aml$x == "Maintained"),
               median_maintained = median_of(aml_x, 1), median_nonmaintained = median_of(aml_x, 2),
               chi_square = number(aml_test$chisq)),
  flat = object(days = list_of(c(1, 2, 4, 7, 9, 9)), status = list_of(c(1, 1, 1, 1, 0, 1)), median = median_of(flat)),
  small = object(applicant = list_of(small$applicant), days = list_of(small$days), answer = list_of(small$answer),
                 curve = curve_of(alone),
                 # of a clustered curve, std.err is the error of the share itself
                 clustered_error = list_of(clustered$std.err), clustered_low = list_of(clustered$lower),
                 incidence = by_answer(competing$pstate), incidence_error = by_answer(competing$std.err),
                 clustered_incidence_error = by_answer(clustered_incidence))
), "\n")
